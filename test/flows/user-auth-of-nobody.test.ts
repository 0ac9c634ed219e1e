import { beforeAll, describe, expect, it } from "vitest";
import { signingIn } from "../support/mfa.ts";
import { type App, makeApp, makeClient, password } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

const wrongPassword = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe.each(databases)("USER_AUTH for somebody who does not exist, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let hiding: App;
  beforeAll(async () => {
    hiding = await makeApp(service.current, choicePool, { ...choiceClient, PreventUserExistenceErrors: "ENABLED" });
    await signingIn(service.current, hiding).make("anna");
  });
  const people = () => signingIn(service.current, hiding);
  const begin = (USERNAME: string, more: Record<string, string> = {}) =>
    people().initiate("USER_AUTH", { USERNAME, ...more });

  it("says so where the client does not hide it", async () => {
    const ClientId = await makeClient(service.current, hiding.UserPoolId, choiceClient);
    const { initiate } = signingIn(service.current, { ...hiding, ClientId });
    await expect(initiate("USER_AUTH", { USERNAME: "nobody" })).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  it("offers what it offers to somebody, and asks for it, but sends nothing and takes nothing", async () => {
    const { answer } = people();
    const [somebody, nobody] = [await begin("anna"), await begin("nobody")];
    const shape = ({ Session, $metadata, ...answer }: typeof somebody) => ({ ...answer, length: Session?.length });
    expect(shape(nobody)).toEqual(shape(somebody));
    const asked = await answer("SELECT_CHALLENGE", "nobody", nobody.Session, { ANSWER: "EMAIL_OTP" });
    // No name that only somebody can have.
    expect(asked).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      },
    });
    expect(Object.keys(asked.ChallengeParameters ?? {})).toHaveLength(2);
    await expect(answer("EMAIL_OTP", "nobody", asked.Session, { EMAIL_OTP_CODE: "12345678" })).rejects.toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid code or auth state for the user.",
    });
    const sent = await service.current.control("GET", `/messages?userPoolId=${hiding.UserPoolId}`);
    expect(sent).toEqual([]);
  });

  it("asks at the typed address, in a session as long as somebody's", async () => {
    const typed = await begin("ann@ymous.example", { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(typed.ChallengeParameters).toMatchObject({ CODE_DELIVERY_DESTINATION: "a***@y***" });
    const somebody = await begin("anna", { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(typed.AvailableChallenges).toEqual(somebody.AvailableChallenges);
    const [one, other] = [typed, somebody].map(({ Session = "" }) => Session.length);
    expect(one).toBe(other);
    await service.current.control("DELETE", `/messages?userPoolId=${hiding.UserPoolId}`);
  });

  it("refuses a password, in whichever way it comes", async () => {
    const { answer } = people();
    const atOnce = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password };
    await expect(begin("nobody", atOnce)).rejects.toMatchObject(wrongPassword);
    const { Session } = await begin("nobody");
    await expect(
      answer("SELECT_CHALLENGE", "nobody", Session, { ANSWER: "PASSWORD", PASSWORD: password }),
    ).rejects.toMatchObject(wrongPassword);
    const asked = await begin("nobody", { PREFERRED_CHALLENGE: "PASSWORD" });
    await expect(answer("PASSWORD", "nobody", asked.Session, { PASSWORD: password })).rejects.toMatchObject(
      wrongPassword,
    );
  });
});
