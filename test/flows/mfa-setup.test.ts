import { describe, expect, it } from "vitest";
import {
  answerSecondFactor,
  chooseSecondFactor,
  identityJsUser,
  setUpApp,
  signInBySrp,
} from "../support/identity-js.ts";
import { makeMfaApp, parsed, signingIn, totp, withApp, withEmail, withSms } from "../support/mfa.ts";
import { password } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const invalid = { name: "NotAuthorizedException", message: "Invalid session for the user." };
const demanded = { MfaConfiguration: "ON" } as const;

describe.each(databases)("A second factor that the pool demands, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const poolWith = async (config: Parameters<typeof makeMfaApp>[1]) =>
    signingIn(service.current, await makeMfaApp(service.current, { ...demanded, ...config }));

  it("is an authenticator app that people set up on their way in", async () => {
    const { cognito, make, withPassword, answer, mfaOf } = await poolWith(withApp);
    await make("anna");
    const begun = await withPassword("anna");
    expect(begun).toMatchObject({ ChallengeName: "MFA_SETUP", ChallengeParameters: { USER_ID_FOR_SRP: "anna" } });
    expect(parsed(begun, "MFAS_CAN_SETUP")).toEqual(["SOFTWARE_TOKEN_MFA"]);
    await expect(answer("MFA_SETUP", "anna", begun.Session)).rejects.toMatchObject(invalid);

    const { SecretCode = "", Session } = await cognito.associateSoftwareToken({ Session: begun.Session });
    expect(Session).not.toBe(begun.Session);
    await expect(cognito.verifySoftwareToken({ Session, UserCode: totp(SecretCode, 3) })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
      message: "Code mismatch",
    });
    await expect(answer("MFA_SETUP", "anna", Session)).rejects.toMatchObject(invalid);
    const UserCode = totp(SecretCode);
    const verified = await cognito.verifySoftwareToken({ Session, UserCode });
    expect(verified.Status).toBe("SUCCESS");
    const done = await answer("MFA_SETUP", "anna", verified.Session);
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    expect(await mfaOf("anna")).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
    await expect(answer("MFA_SETUP", "anna", verified.Session)).rejects.toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });

    const again = await withPassword("anna");
    expect(again.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const give = (code: string) =>
      answer("SOFTWARE_TOKEN_MFA", "anna", again.Session, { SOFTWARE_TOKEN_MFA_CODE: code });
    await expect(give(UserCode)).rejects.toMatchObject({ name: "ExpiredCodeException" });
    expect((await give(totp(SecretCode, 1))).AuthenticationResult).toBeDefined();
  });

  it("is set up, chosen and answered with amazon-cognito-identity-js", async () => {
    const app = await makeMfaApp(service.current, { ...demanded, ...withApp, ...withSms });
    const { make, cognito, UserPoolId } = signingIn(service.current, app);
    const library = { endpoint: service.current.url, userPoolId: UserPoolId, clientId: app.ClientId };
    await make("ida");
    const arrive = async () => {
      const result = await signInBySrp(identityJsUser(library, "ida"), "ida", password);
      if (result.kind !== "second-factor") throw new Error(`a ${result.kind} came in place of a second factor`);
      return result;
    };
    const setup = await arrive();
    expect(setup.challengeName).toBe("MFA_SETUP");
    const [secret, session] = await setUpApp(setup.user, (given) => totp(given));
    expect(session.isValid()).toBe(true);

    const { user, challengeName } = await arrive();
    expect(challengeName).toBe("SOFTWARE_TOKEN_MFA");
    await expect(answerSecondFactor(user, "000000", challengeName)).rejects.toMatchObject({
      name: "CodeMismatchException",
    });
    expect((await answerSecondFactor(user, totp(secret, 1), challengeName)).isValid()).toBe(true);

    const phone = "+15555550177";
    const UserAttributes = [{ Name: "phone_number", Value: phone }];
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "ida", UserAttributes });
    await cognito.adminSetUserMFAPreference({
      ...{ UserPoolId, Username: "ida", SMSMfaSettings: { Enabled: true } },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
    });
    const choice = await arrive();
    expect(choice.challengeName).toBe("SELECT_MFA_TYPE");
    const chosen = await chooseSecondFactor(choice.user, "SMS_MFA");
    expect(chosen).toBe("SMS_MFA");
    const code = await service.current.codeSentTo(phone);
    expect((await answerSecondFactor(choice.user, code, chosen)).isValid()).toBe(true);
  });

  it("is set up once: an older session, of whoever knows the password, puts no other app in its place", async () => {
    const { cognito, make, withPassword, answer } = await poolWith(withApp);
    await make("bert");
    const [theirs, ours] = [await withPassword("bert"), await withPassword("bert")];
    const stolen = await cognito.associateSoftwareToken({ Session: theirs.Session });
    const own = await cognito.associateSoftwareToken({ Session: ours.Session });
    const verified = await cognito.verifySoftwareToken({
      Session: own.Session,
      UserCode: totp(own.SecretCode ?? ""),
    });
    const theirCode = { Session: stolen.Session, UserCode: totp(stolen.SecretCode ?? "") };
    await expect(cognito.verifySoftwareToken(theirCode)).rejects.toMatchObject(invalid);
    await expect(cognito.associateSoftwareToken({ Session: theirs.Session })).rejects.toMatchObject(invalid);
    await expect(answer("MFA_SETUP", "bert", stolen.Session)).rejects.toMatchObject(invalid);
    expect((await answer("MFA_SETUP", "bert", verified.Session)).AuthenticationResult).toBeDefined();
  });

  it("of two apps that are verified at once, is one", async () => {
    const { cognito, make, withPassword, answer } = await poolWith(withApp);
    await make("carla");
    const associated = await Promise.all(
      Array.from({ length: 5 }, async () =>
        cognito.associateSoftwareToken({ Session: (await withPassword("carla")).Session }),
      ),
    );
    const results = await Promise.allSettled(
      associated.map(async ({ Session, SecretCode = "" }) => {
        const verified = await cognito.verifySoftwareToken({ Session, UserCode: totp(SecretCode) });
        return answer("MFA_SETUP", "carla", verified.Session);
      }),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is an e-mail address that its first code verifies, where people have none", async () => {
    const { make, withPassword, answer, mfaOf, attributesOf } = await poolWith(withEmail);
    await make("dora", { nickname: "dora" });
    const begun = await withPassword("dora");
    expect(parsed(begun, "MFAS_CAN_SETUP")).toEqual(["EMAIL_OTP"]);
    await expect(answer("MFA_SETUP", "dora", begun.Session, { EMAIL: "no address" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid email address format.",
    });
    const asked = await answer("MFA_SETUP", "dora", begun.Session, { EMAIL: "dora@example.com" });
    expect(asked).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: "d***@e***" },
    });
    expect(await attributesOf("dora")).not.toHaveProperty("email");
    const EMAIL_OTP_CODE = await service.current.codeSentTo("dora@example.com");
    const done = await answer("EMAIL_OTP", "dora", asked.Session, { EMAIL_OTP_CODE });
    expect(done.AuthenticationResult).toBeDefined();
    expect(await attributesOf("dora")).toMatchObject({ email: "dora@example.com", email_verified: "true" });
    expect(await mfaOf("dora")).toEqual({ UserMFASettingList: ["EMAIL_OTP"], PreferredMfaSetting: "EMAIL_OTP" });
    expect((await withPassword("dora")).ChallengeName).toBe("EMAIL_OTP");
  });

  it("is no address where the pool has authenticator apps alone", async () => {
    const { make, withPassword, answer } = await poolWith(withApp);
    await make("emil");
    const { Session } = await withPassword("emil");
    await expect(answer("MFA_SETUP", "emil", Session, { EMAIL: "e@example.com" })).rejects.toMatchObject(invalid);
  });

  it("is what people have, where they have turned nothing on: a phone number, a verified address", async () => {
    const { make, withPassword } = await poolWith({ ...withSms, ...withEmail, ...withApp });
    await make("fritz", { phone_number: "+15555550200" });
    expect((await withPassword("fritz")).ChallengeName).toBe("SMS_MFA");
    await make("gusti");
    expect((await withPassword("gusti")).ChallengeName).toBe("EMAIL_OTP");
    await make("hanno", { email: "hanno@example.com", phone_number: "+15555550201", email_verified: "true" });
    const choice = await withPassword("hanno");
    expect(choice.ChallengeName).toBe("SELECT_MFA_TYPE");
    expect(parsed(choice, "MFAS_CAN_CHOOSE")).toEqual(["SMS_MFA", "EMAIL_OTP"]);
    await make("ida", { email: "ida@example.com" });
    const setup = await withPassword("ida");
    expect(setup.ChallengeName).toBe("MFA_SETUP");
    expect(parsed(setup, "MFAS_CAN_SETUP")).toEqual(["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
  });

  it("is not asked for any more once the pool turns it off", async () => {
    const { cognito, UserPoolId, make, withPassword, signIn } = await poolWith(withApp);
    await make("jan");
    expect((await withPassword("jan")).ChallengeName).toBe("MFA_SETUP");
    await cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OFF" });
    expect(await signIn("jan")).toMatchObject({ AccessToken: expect.any(String) });
  });
});
