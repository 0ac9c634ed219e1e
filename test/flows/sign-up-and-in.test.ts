import { beforeAll, describe, expect, it } from "vitest";
import { signingIn } from "../support/mfa.ts";
import { type App, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

const invalid = { name: "NotAuthorizedException", message: "Invalid session for the user." };
const used = {
  name: "NotAuthorizedException",
  message: "Invalid session for the user, session can only be used once.",
};

describe.each(databases)("Signing up and in with USER_AUTH, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeApp(service.current, choicePool, choiceClient);
  });
  const people = () => signingIn(service.current, app);

  /** Somebody who has signed up without a password; gives the session, and the code that was sent. */
  async function signUp(Username: string) {
    const email = `${Username}@example.com`;
    const { cognito, ClientId } = people();
    const signedUp = await cognito.signUp({ ClientId, Username, UserAttributes: [{ Name: "email", Value: email }] });
    return { ...signedUp, ConfirmationCode: await service.current.codeSentTo(email) };
  }
  const confirm = (Username: string, Session: string | undefined, ConfirmationCode: string) =>
    people().cognito.confirmSignUp({ ClientId: app.ClientId, Username, Session, ConfirmationCode });
  const signIn = (USERNAME: string, Session: string | undefined) =>
    people().cognito.initiateAuth({
      ...{ ClientId: app.ClientId, AuthFlow: "USER_AUTH", Session },
      AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" },
    });

  it("takes the code that confirmed the address for the sign-in too, once", async () => {
    const { Session, ConfirmationCode } = await signUp("anna");
    expect(Session).toMatch(/^.{20,2048}$/);
    const confirmed = await confirm("anna", Session, ConfirmationCode);
    const done = await signIn("anna", confirmed.Session);
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    await expect(signIn("anna", confirmed.Session)).rejects.toMatchObject(used);
    expect((await signIn("anna", undefined)).ChallengeName).toBe("EMAIL_OTP");
  });

  it("takes the session of the confirmation from a backend, too", async () => {
    const { Session, ConfirmationCode } = await signUp("kai");
    const confirmed = await confirm("kai", Session, ConfirmationCode);
    const { AuthenticationResult } = await people().cognito.adminInitiateAuth({
      ...{ ...app, AuthFlow: "USER_AUTH", Session: confirmed.Session },
      AuthParameters: { USERNAME: "kai", PREFERRED_CHALLENGE: "EMAIL_OTP" },
    });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("of 20 equal calls at once takes one", async () => {
    const { Session, ConfirmationCode } = await signUp("bert");
    const confirmed = await confirm("bert", Session, ConfirmationCode);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => signIn("bert", confirmed.Session)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("takes no session that nothing was proven for, nor another person's", async () => {
    const { Session, ConfirmationCode } = await signUp("carla");
    await expect(signIn("carla", Session)).rejects.toMatchObject({ name: "UserNotConfirmedException" });
    const other = await signUp("dora");
    await expect(confirm("carla", other.Session, ConfirmationCode)).rejects.toMatchObject(invalid);
    const confirmed = await confirm("carla", Session, ConfirmationCode);
    await expect(signIn("carla", Session)).rejects.toMatchObject(invalid);
    await confirm("dora", other.Session, other.ConfirmationCode);
    await expect(signIn("dora", confirmed.Session)).rejects.toMatchObject(invalid);
  });

  it("signs nobody in whom an administrator has set the password back for meanwhile", async () => {
    const { Session, ConfirmationCode } = await signUp("ida");
    const confirmed = await confirm("ida", Session, ConfirmationCode);
    await people().cognito.adminResetUserPassword({ UserPoolId: app.UserPoolId, Username: "ida" });
    await expect(signIn("ida", confirmed.Session)).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
  });

  it("needs no session for the confirmation, as Amplify sends none, and takes one that has expired for none", async () => {
    const emil = await signUp("emil");
    const confirmed = await confirm("emil", undefined, emil.ConfirmationCode);
    expect((await signIn("emil", confirmed.Session)).AuthenticationResult?.AccessToken).toBeDefined();
    const fritz = await signUp("fritz");
    await service.current.control("PUT", "/clock", { advance: "PT4M" });
    const late = await confirm("fritz", fritz.Session, fritz.ConfirmationCode);
    expect((await signIn("fritz", late.Session)).AuthenticationResult?.AccessToken).toBeDefined();
    await service.current.control("PUT", "/clock", { reset: true });
  });

  it("gives no session through a client that may not use USER_AUTH", async () => {
    const here = peopleOf(service.current, await makeApp(service.current, { AutoVerifiedAttributes: ["email"] }));
    expect((await here.signUp("jonas")).Session).toBeUndefined();
    expect((await here.confirm("jonas")).Session).toBeUndefined();
  });

  it("needs a password where the pool takes no codes, or none that the person can get", async () => {
    const { cognito, ClientId } = people();
    const missing = { name: "InvalidParameterException", message: "Missing required parameter PASSWORD" };
    await expect(cognito.signUp({ ClientId, Username: "gusti" })).rejects.toMatchObject(missing);
    const passwords = signingIn(service.current, await makeApp(service.current));
    const UserAttributes = [{ Name: "email", Value: "g@example.com" }];
    await expect(
      cognito.signUp({ ClientId: passwords.ClientId, Username: "gusti", UserAttributes }),
    ).rejects.toMatchObject(missing);
    const made = await passwords.invite("gusti", { UserAttributes });
    expect(made.User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    const signedUp = await passwords.signUp("hanno");
    expect(signedUp.Session).toBeUndefined();
  });
});
