import { beforeAll, describe, expect, it } from "vitest";
import { makeMfaApp, parsed, signingIn, totp, withApp, withCodeBefore, withEmail, withSms } from "../support/mfa.ts";
import { type App, password } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

const invalid = { name: "NotAuthorizedException", message: "Invalid session for the user." };
const used = {
  name: "NotAuthorizedException",
  message: "Invalid session for the user, session can only be used once.",
};
const wrongCode = { name: "CodeMismatchException", message: "Invalid code or auth state for the user." };
const on = { Enabled: true };

describe.each(databases)("Second factors in a pool that lets people have them, on %s:", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeMfaApp(service.current, { ...withApp, ...withSms, ...withEmail });
  });
  const people = () => signingIn(service.current, app);
  const number = (last: number) => `+1555555${String(last).padStart(4, "0")}`;

  it("a code by text message", async () => {
    const { make, cognito, UserPoolId, withPassword, answer } = people();
    const Username = await make("anna", { phone_number: number(1) });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    const begun = await withPassword("anna");
    expect(begun.AuthenticationResult).toBeUndefined();
    expect(begun).toMatchObject({
      ChallengeName: "SMS_MFA",
      Session: expect.stringMatching(/^.{20,2048}$/),
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: "+*******0001",
        USER_ID_FOR_SRP: "anna",
      },
    });
    const [sent] = await service.current.control<{ body: string; code: string }[]>(
      "GET",
      `/messages?destination=${encodeURIComponent(number(1))}`,
    );
    expect(sent?.body).toMatch(/^Your authentication code is [0-9]{6}$/);
    const SMS_MFA_CODE = sent?.code ?? "";
    const done = await answer("SMS_MFA", "anna", begun.Session, { SMS_MFA_CODE });
    expect(done).toMatchObject({ AuthenticationResult: { TokenType: "Bearer" }, ChallengeParameters: {} });
    await expect(answer("SMS_MFA", "anna", begun.Session, { SMS_MFA_CODE })).rejects.toMatchObject(used);
  });

  it("a code by mail, after a password that was proven by SRP", async () => {
    const { make, cognito, UserPoolId, answer, ClientId } = people();
    const Username = await make("bert");
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, EmailMfaSettings: on });
    const proof = await srpAnswer(cognito, { userPoolId: UserPoolId, clientId: ClientId, username: "bert", password });
    const asked = await cognito.respondToAuthChallenge(proof);
    expect(asked).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: "b***@e***",
        USER_ID_FOR_SRP: "bert",
      },
    });
    const EMAIL_OTP_CODE = await service.current.codeSentTo("bert@example.com");
    expect(EMAIL_OTP_CODE).toMatch(/^[0-9]{6}$/);
    await expect(answer("SMS_MFA", "bert", asked.Session, { SMS_MFA_CODE: EMAIL_OTP_CODE })).rejects.toMatchObject(
      invalid,
    );
    expect((await answer("EMAIL_OTP", "bert", asked.Session, { EMAIL_OTP_CODE })).AuthenticationResult).toBeDefined();
  });

  it("a code of an authenticator app, by its friendly name, a step early or late, and once", async () => {
    const { makeSignedIn, cognito, withPassword, answer } = people();
    const { AccessToken } = await makeSignedIn("carla");
    const { SecretCode = "" } = await cognito.associateSoftwareToken({ AccessToken });
    const begin = async () => (await withPassword("carla")).Session;
    const give = (session: string | undefined, code: string) =>
      answer("SOFTWARE_TOKEN_MFA", "carla", session, { SOFTWARE_TOKEN_MFA_CODE: code });
    const replayed = { name: "ExpiredCodeException", message: "Your software token has already been used once." };
    await withCodeBefore(SecretCode, async (UserCode) => {
      await cognito.verifySoftwareToken({ AccessToken, UserCode, FriendlyDeviceName: "her phone" });
      await cognito.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: on });
      await expect(give(await begin(), UserCode)).rejects.toMatchObject(replayed);
    });
    expect(await withPassword("carla")).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { USER_ID_FOR_SRP: "carla", FRIENDLY_DEVICE_NAME: "her phone" },
    });

    const session = await begin();
    const wrong = { name: "CodeMismatchException", message: "Invalid code received for user" };
    for (const code of [totp(SecretCode, -4), totp(SecretCode, 4), "abcdef", ""]) {
      await expect(give(session, code)).rejects.toMatchObject(
        code === "" ? { name: "InvalidParameterException" } : wrong,
      );
    }
    const now = totp(SecretCode);
    expect((await give(session, now)).AuthenticationResult).toBeDefined();
    const another = await begin();
    await expect(give(another, now)).rejects.toMatchObject(replayed);
    expect((await give(another, totp(SecretCode, 1))).AuthenticationResult).toBeDefined();
  });

  it("of 20 equal codes that come at once, each with a session of its own, one is good", async () => {
    const { makeSignedIn, registerApp, withPassword, answer } = people();
    const secret = await registerApp(await makeSignedIn("dora"));
    const sessions = await Promise.all(Array.from({ length: 20 }, async () => (await withPassword("dora")).Session));
    const code = { SOFTWARE_TOKEN_MFA_CODE: totp(secret) };
    const results = await Promise.allSettled(
      sessions.map((session) => answer("SOFTWARE_TOKEN_MFA", "dora", session, code)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason.name).toMatch(/^(ExpiredCode|TooManyRequests)Exception$/);
    }
  });

  it("a choice among several, unless one is preferred", async () => {
    const { make, signIn, cognito, withPassword, answer } = people();
    await make("emil", { phone_number: number(5), email: "emil@example.com", email_verified: "true" });
    const { AccessToken } = await signIn("emil");
    await cognito.setUserMFAPreference({ AccessToken, SMSMfaSettings: on, EmailMfaSettings: on });
    const begun = await withPassword("emil");
    expect(begun).toMatchObject({ ChallengeName: "SELECT_MFA_TYPE", ChallengeParameters: { USER_ID_FOR_SRP: "emil" } });
    expect(parsed(begun, "MFAS_CAN_CHOOSE")).toEqual(["SMS_MFA", "EMAIL_OTP"]);
    await expect(
      answer("SELECT_MFA_TYPE", "emil", begun.Session, { ANSWER: "SOFTWARE_TOKEN_MFA" }),
    ).rejects.toMatchObject({ name: "MFAMethodNotFoundException" });
    const chosen = await answer("SELECT_MFA_TYPE", "emil", begun.Session, { ANSWER: "EMAIL_OTP" });
    expect(chosen.ChallengeName).toBe("EMAIL_OTP");
    await expect(answer("SELECT_MFA_TYPE", "emil", begun.Session, { ANSWER: "SMS_MFA" })).rejects.toMatchObject(used);
    const EMAIL_OTP_CODE = await service.current.codeSentTo("emil@example.com");
    expect((await answer("EMAIL_OTP", "emil", chosen.Session, { EMAIL_OTP_CODE })).AuthenticationResult).toBeDefined();

    await cognito.setUserMFAPreference({ AccessToken, SMSMfaSettings: { ...on, PreferredMfa: true } });
    expect((await withPassword("emil")).ChallengeName).toBe("SMS_MFA");
  });

  it("a new password first, and then the second factor", async () => {
    const { invite, cognito, UserPoolId, withPassword, answer } = people();
    const attributes = [{ Name: "phone_number", Value: number(6) }];
    await invite("fritz", { TemporaryPassword: password, UserAttributes: attributes });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "fritz", SMSMfaSettings: on });
    const begun = await withPassword("fritz");
    expect(begun.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const asked = await answer("NEW_PASSWORD_REQUIRED", "fritz", begun.Session, { NEW_PASSWORD: "Brand-new1" });
    expect(asked.ChallengeName).toBe("SMS_MFA");
    expect(asked.AuthenticationResult).toBeUndefined();
  });

  it("nobody gets in with less where what a turned-on factor takes is gone", async () => {
    const { make, cognito, UserPoolId, withPassword } = people();
    const Username = await make("gusti", { phone_number: number(7) });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    await cognito.adminUpdateUserAttributes({
      ...{ UserPoolId, Username },
      UserAttributes: [{ Name: "phone_number", Value: "" }],
    });
    await expect(withPassword("gusti")).rejects.toMatchObject({ name: "MFAMethodNotFoundException" });
  });

  it("a wrong code leaves the session as it is, ten of them end it", async () => {
    const { make, cognito, UserPoolId, withPassword, answer } = people();
    const Username = await make("hanno", { phone_number: number(8) });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    const { Session } = await withPassword("hanno");
    const right = await service.current.codeSentTo(number(8));
    const wrong = right === "000000" ? "111111" : "000000";
    for (let guess = 0; guess < 10; guess++) {
      await expect(answer("SMS_MFA", "hanno", Session, { SMS_MFA_CODE: wrong })).rejects.toMatchObject(wrongCode);
    }
    await expect(answer("SMS_MFA", "hanno", Session, { SMS_MFA_CODE: right })).rejects.toMatchObject(used);
  });

  it("sixty wrong codes of one hour are the last, over however many sessions, also if they come at once", async () => {
    const { make, cognito, UserPoolId, withPassword, answer } = people();
    const Username = await make("ida", { phone_number: number(9) });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    const guesses: (() => Promise<unknown>)[] = [];
    for (let session = 0; session < 12; session++) {
      const { Session } = await withPassword("ida");
      const right = await service.current.codeSentTo(number(9));
      const SMS_MFA_CODE = right === "000000" ? "111111" : "000000";
      for (let guess = 0; guess < 8; guess++) guesses.push(() => answer("SMS_MFA", "ida", Session, { SMS_MFA_CODE }));
    }
    const judged = await Promise.allSettled(guesses.map((guess) => guess()));
    const wrong = judged.filter((guess) => guess.status === "rejected" && guess.reason.name === wrongCode.name);
    expect(wrong).toHaveLength(60);
    const { Session } = await withPassword("ida");
    const SMS_MFA_CODE = await service.current.codeSentTo(number(9));
    const tooMany = { name: "NotAuthorizedException", message: "Attempt limit exceeded, please try after some time." };
    await expect(answer("SMS_MFA", "ida", Session, { SMS_MFA_CODE })).rejects.toMatchObject(tooMany);
  });

  it("a code is one session's, and one person's", async () => {
    const { make, cognito, UserPoolId, withPassword, answer } = people();
    for (const [name, last] of [
      ["jan", 10],
      ["kai", 11],
    ] as const) {
      const Username = await make(name, { phone_number: number(last) });
      await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    }
    const first = await withPassword("jan");
    const SMS_MFA_CODE = await service.current.codeSentTo(number(10));
    const second = await withPassword("jan");
    if ((await service.current.codeSentTo(number(10))) !== SMS_MFA_CODE) {
      await expect(answer("SMS_MFA", "jan", second.Session, { SMS_MFA_CODE })).rejects.toMatchObject(wrongCode);
    }
    await expect(answer("SMS_MFA", "kai", first.Session, { SMS_MFA_CODE })).rejects.toMatchObject(invalid);
    expect((await answer("SMS_MFA", "jan", first.Session, { SMS_MFA_CODE })).AuthenticationResult).toBeDefined();
  });

  it("a session ends with the client's session validity", async () => {
    const { make, cognito, UserPoolId, withPassword, answer } = people();
    const Username = await make("lena", { phone_number: number(12) });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    const { Session } = await withPassword("lena");
    const SMS_MFA_CODE = await service.current.codeSentTo(number(12));
    await service.current.control("PUT", "/clock", { advance: "PT3M1S" });
    await expect(answer("SMS_MFA", "lena", Session, { SMS_MFA_CODE })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session is expired.",
    });
    await service.current.control("PUT", "/clock", { reset: true });
  });

  it("while a test has moved the clock, a code of either is good, and once", async () => {
    const { makeSignedIn, registerApp, withPassword, answer } = people();
    const secret = await registerApp(await makeSignedIn("mia"));
    const give = async (code: string) => {
      const { Session } = await withPassword("mia");
      return answer("SOFTWARE_TOKEN_MFA", "mia", Session, { SOFTWARE_TOKEN_MFA_CODE: code });
    };
    const moved = await service.current.control<{ now: string }>("PUT", "/clock", { advance: "P40D" });
    try {
      const [here, there] = [totp(secret), totp(secret, 0, new Date(moved.now))];
      expect((await give(there)).AuthenticationResult).toBeDefined();
      expect((await give(here)).AuthenticationResult).toBeDefined();
      for (const code of [here, there])
        await expect(give(code)).rejects.toMatchObject({ name: "ExpiredCodeException" });
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });
});
