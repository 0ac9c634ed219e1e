import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const tooMany = {
  name: "LimitExceededException",
  message: "Attempt limit exceeded, please try after some time.",
};

describe.each(databases)("What one user may ask for in an hour, on %s:", async (kind) => {
  const service = await startForAll(kind, { environment: { POOLHOUSE_USER_LIMITS: "on" } });
  let app: App;
  beforeAll(async () => {
    // Not at the end of an hour.
    await clock({ now: "2030-01-01T00:10:00Z" });
    app = await makeApp(
      service.current,
      { AutoVerifiedAttributes: ["email"] },
      { PreventUserExistenceErrors: "ENABLED" },
    );
  });
  const people = () => peopleOf(service.current, app);
  const clock = (change: object) => service.current.control("PUT", "/clock", change);

  /** Makes a call as often as it may be, whatever it answers, and then the one too many. */
  async function exhaust(times: number, call: () => Promise<object>): Promise<void> {
    for (let time = 0; time < times; time++) {
      const error = await call().catch((error: Error) => error);
      expect(error).not.toMatchObject(tooMany);
    }
    await expect(call()).rejects.toMatchObject(tooMany);
  }

  it("codes for a forgotten password, five, and again in the next hour", async () => {
    const { make, cognito, ClientId } = people();
    await make("anna");
    await make("berta");
    const forget = (Username: string) => cognito.forgotPassword({ ClientId, Username });
    await exhaust(5, () => forget("anna"));
    await forget("berta");
    await clock({ advance: "PT1H" });
    await forget("anna");
  });

  it("the same for somebody who does not exist, where the client hides that", async () => {
    const { cognito, ClientId } = people();
    await exhaust(5, () => cognito.forgotPassword({ ClientId, Username: "nobody" }));
    await exhaust(5, () => cognito.resendConfirmationCode({ ClientId, Username: "nobody" }));
    await exhaust(15, () => cognito.confirmSignUp({ ClientId, Username: "nobody", ConfirmationCode: "123456" }));
  });

  it("new codes for signing up, five, and answers to them, fifteen", async () => {
    const { signUp, cognito, ClientId } = people();
    await signUp("carla");
    await exhaust(5, () => cognito.resendConfirmationCode({ ClientId, Username: "carla" }));
    const ConfirmationCode = await service.current.codeSentTo(emailOf("carla"));
    await exhaust(15, () => cognito.confirmSignUp({ ClientId, Username: "carla", ConfirmationCode: "x" }));
    await expect(cognito.confirmSignUp({ ClientId, Username: "carla", ConfirmationCode })).rejects.toMatchObject(
      tooMany,
    );
  });

  it("answers to the code for a forgotten password, fifteen", async () => {
    const { make, cognito, ClientId } = people();
    await make("dora");
    const answer = { ClientId, Username: "dora", ConfirmationCode: "x", Password: password };
    await exhaust(15, () => cognito.confirmForgotPassword(answer));
  });

  it("changes of the password, five, codes for a contact, five, and answers to those, fifteen", async () => {
    const { makeSignedIn, cognito } = people();
    const { AccessToken } = await makeSignedIn("emil");
    const same = { AccessToken, PreviousPassword: password, ProposedPassword: password };
    await exhaust(5, () => cognito.changePassword(same));
    const email = { AccessToken, AttributeName: "email" };
    await exhaust(5, () => cognito.getUserAttributeVerificationCode(email));
    await exhaust(15, () => cognito.verifyUserAttribute({ ...email, Code: "x" }));
  });

  it("of 20 calls that come at once, no more than otherwise", async () => {
    const { make, cognito, ClientId } = people();
    await make("fritz");
    const calls = Array.from({ length: 20 }, () => cognito.forgotPassword({ ClientId, Username: "fritz" }));
    const results = await Promise.allSettled(calls);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });
});

describe("On a developer's own machine", async () => {
  const service = await startForAll("memory");

  it("nobody counts how many codes a user asks for", async () => {
    const { make, cognito, ClientId } = peopleOf(service.current);
    await make("anna");
    for (let time = 0; time < 7; time++) await cognito.forgotPassword({ ClientId, Username: "anna" });
  });
});
