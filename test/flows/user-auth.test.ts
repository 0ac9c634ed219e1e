import { beforeAll, describe, expect, it } from "vitest";
import { makeMfaApp, signingIn, withApp } from "../support/mfa.ts";
import { type App, makeApp, makeClient, password } from "../support/people.ts";
import { srpClient } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

const invalid = { name: "NotAuthorizedException", message: "Invalid session for the user." };
const used = {
  name: "NotAuthorizedException",
  message: "Invalid session for the user, session can only be used once.",
};
const wrongPassword = { name: "NotAuthorizedException", message: "Incorrect username or password." };
describe.each(databases)("USER_AUTH, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeApp(service.current, choicePool, choiceClient);
  });
  const people = () => signingIn(service.current, app);
  const begin = (USERNAME: string, more: Record<string, string> = {}) =>
    people().initiate("USER_AUTH", { USERNAME, ...more });

  it("lets people choose among what the pool allows and they have", async () => {
    await people().make("anna");
    const begun = await begin("anna");
    expect(begun).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      ChallengeParameters: {},
      Session: expect.any(String),
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
    });
    await people().make("bert", { phone_number: "+15555550300", phone_number_verified: "true" });
    expect((await begin("bert")).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "SMS_OTP"]);
    await people().make("berta", { email: "berta@example.com" });
    expect((await begin("berta")).AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
  });

  it("takes a code of eight digits by mail for enough", async () => {
    const { answer } = people();
    const begun = await begin("anna", { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(begun).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: "a***@e***",
      },
    });
    expect(begun.ChallengeParameters).not.toHaveProperty("USER_ID_FOR_SRP");
    for (const PREFERRED_CHALLENGE of ["PASSWORD", "PASSWORD_SRP"]) {
      expect((await begin("anna", { PREFERRED_CHALLENGE })).ChallengeParameters).toEqual({});
    }
    const EMAIL_OTP_CODE = await service.current.codeSentTo("anna@example.com");
    expect(EMAIL_OTP_CODE).toMatch(/^[0-9]{8}$/);
    await expect(answer("EMAIL_OTP", "anna", begun.Session, { EMAIL_OTP_CODE: "1" })).rejects.toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid code or auth state for the user.",
    });
    const done = await answer("EMAIL_OTP", "anna", begun.Session, { EMAIL_OTP_CODE });
    expect(done.AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(answer("EMAIL_OTP", "anna", begun.Session, { EMAIL_OTP_CODE })).rejects.toMatchObject(used);
  });

  it("takes a code by text message that was chosen", async () => {
    const { answer } = people();
    const { Session } = await begin("bert");
    const asked = await answer("SELECT_CHALLENGE", "bert", Session, { ANSWER: "SMS_OTP" });
    expect(asked).toMatchObject({
      ChallengeName: "SMS_OTP",
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "SMS", CODE_DELIVERY_DESTINATION: "+*******0300" },
    });
    const SMS_OTP_CODE = await service.current.codeSentTo("+15555550300");
    const done = await answer("SMS_OTP", "bert", asked.Session, { SMS_OTP_CODE });
    expect(done.AuthenticationResult?.IdToken).toBeDefined();
    await expect(answer("SELECT_CHALLENGE", "bert", Session, { ANSWER: "PASSWORD" })).rejects.toMatchObject(used);
  });

  it("takes a password in the first call, with the choice, or when it is asked for", async () => {
    const { answer } = people();
    const atOnce = await begin("anna", { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password });
    expect(atOnce.AuthenticationResult?.AccessToken).toBeDefined();
    const bad = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: "Wr0ng-one" };
    await expect(begin("anna", bad)).rejects.toMatchObject(wrongPassword);

    const { Session } = await begin("anna");
    const choose = (answers: Record<string, string>) => answer("SELECT_CHALLENGE", "anna", Session, answers);
    await expect(choose({ ANSWER: "PASSWORD", PASSWORD: "Wr0ng-one" })).rejects.toMatchObject(wrongPassword);
    await expect(choose({ ANSWER: "SMS_OTP" })).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect((await choose({ ANSWER: "PASSWORD", PASSWORD: password })).AuthenticationResult).toBeDefined();

    const asked = await begin("anna", { PREFERRED_CHALLENGE: "PASSWORD" });
    expect(asked.ChallengeName).toBe("PASSWORD");
    const done = await answer("PASSWORD", "anna", asked.Session, { PASSWORD: password });
    expect(done.AuthenticationResult).toBeDefined();
  });

  it("takes a password by SRP, with SRP_A in the first call, with the choice, or when it is asked for", async () => {
    const { answer, cognito, ClientId: clientId, UserPoolId: userPoolId } = people();
    const srp = srpClient(userPoolId);
    const prove = async (asked: Record<string, string> = {}) =>
      cognito.respondToAuthChallenge(await srp.answerTo(asked, { clientId, password }));
    const atOnce = await begin("anna", { PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A: srp.A });
    expect(atOnce.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect((await prove(atOnce.ChallengeParameters)).AuthenticationResult).toBeDefined();

    const { Session } = await begin("anna");
    const chosen = await answer("SELECT_CHALLENGE", "anna", Session, { ANSWER: "PASSWORD_SRP", SRP_A: srp.A });
    expect((await prove(chosen.ChallengeParameters)).AuthenticationResult).toBeDefined();

    const asked = await begin("anna", { PREFERRED_CHALLENGE: "PASSWORD_SRP" });
    expect(asked.ChallengeName).toBe("PASSWORD_SRP");
    await expect(answer("PASSWORD_SRP", "anna", asked.Session, { SRP_A: "0" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const verifier = await answer("PASSWORD_SRP", "anna", asked.Session, { SRP_A: srp.A });
    expect((await prove(verifier.ChallengeParameters)).AuthenticationResult).toBeDefined();
  });

  it("asks at once where there is no choice, and offers it where the preference cannot be met", async () => {
    const { cognito, UserPoolId } = people();
    const made = await cognito.adminCreateUser({
      ...{ UserPoolId, Username: "carla" },
      UserAttributes: [
        { Name: "email", Value: "carla@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
    });
    expect(made.User?.UserStatus).toBe("CONFIRMED");
    expect(await begin("carla")).toMatchObject({ ChallengeName: "EMAIL_OTP", AvailableChallenges: ["EMAIL_OTP"] });
    expect(await begin("anna", { PREFERRED_CHALLENGE: "SMS_OTP" })).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"],
    });
  });

  it("asks for a temporary password, and then for a new one", async () => {
    const { invite, answer } = people();
    const UserAttributes = [
      { Name: "email", Value: "dora@example.com" },
      { Name: "email_verified", Value: "true" },
    ];
    await invite("dora", { TemporaryPassword: password, UserAttributes });
    expect((await begin("dora", { PREFERRED_CHALLENGE: "EMAIL_OTP" })).AvailableChallenges).toEqual([
      "PASSWORD_SRP",
      "PASSWORD",
    ]);
    const begun = await begin("dora", { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password });
    expect(begun.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const done = await answer("NEW_PASSWORD_REQUIRED", "dora", begun.Session, { NEW_PASSWORD: "Brand-new1" });
    expect(done.AuthenticationResult).toBeDefined();
  });

  it("takes no code for a first factor where a second one is due", async () => {
    const offering = await makeMfaApp(service.current, withApp, choicePool, {
      ExplicitAuthFlows: [...choiceClient.ExplicitAuthFlows, "ALLOW_USER_PASSWORD_AUTH"],
    });
    const { makeSignedIn, registerApp, initiate } = signingIn(service.current, offering);
    await registerApp(await makeSignedIn("emil"));
    const begun = await initiate("USER_AUTH", { USERNAME: "emil", PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(begun.AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD"]);
    const atOnce = { USERNAME: "emil", PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password };
    expect((await initiate("USER_AUTH", atOnce)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  it("asks for a second factor after the password where the pool demands one", async () => {
    const demanding = { ...withApp, MfaConfiguration: "ON" } as const;
    const { make, initiate } = signingIn(
      service.current,
      await makeMfaApp(service.current, demanding, {}, choiceClient),
    );
    await make("frida");
    const atOnce = { USERNAME: "frida", PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password };
    expect((await initiate("USER_AUTH", atOnce)).ChallengeName).toBe("MFA_SETUP");
  });

  it("sends no code that would do for an address that is another one by now", async () => {
    const { make, cognito, UserPoolId, answer } = people();
    await make("fritz");
    const { Session } = await begin("fritz", { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const EMAIL_OTP_CODE = await service.current.codeSentTo("fritz@example.com");
    await cognito.adminUpdateUserAttributes({
      ...{ UserPoolId, Username: "fritz" },
      UserAttributes: [
        { Name: "email", Value: "other@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
    });
    await expect(answer("EMAIL_OTP", "fritz", Session, { EMAIL_OTP_CODE })).rejects.toMatchObject(invalid);
  });

  it("is for clients that have it turned on, and wants a username", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId);
    const { initiate } = signingIn(service.current, { ...app, ClientId });
    await expect(initiate("USER_AUTH", { USERNAME: "anna" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "USER_AUTH is not enabled for the client.",
    });
    await expect(people().initiate("USER_AUTH", {})).rejects.toMatchObject({
      message: "Missing required parameter USERNAME",
    });
  });
});

describe("CUSTOM_AUTH", async () => {
  const service = await startForAll("memory");

  it("needs functions, which no pool has until it says so", async () => {
    const app = await makeApp(service.current, {}, { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] });
    const { initiate } = signingIn(service.current, app);
    await expect(initiate("CUSTOM_AUTH", { USERNAME: "anna" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Custom auth lambda trigger is not configured for the user pool.",
    });
  });
});
