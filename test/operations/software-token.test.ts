import { beforeAll, describe, expect, it } from "vitest";
import { makeMfaApp, signingIn, totp, withApp, withCodeBefore, withSms } from "../support/mfa.ts";
import type { App } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("An authenticator app of somebody who is signed in, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeMfaApp(service.current, withApp);
  });
  const people = () => signingIn(service.current, app);

  it("gets a secret of 52 characters of base32, and is registered by a code, but not turned on", async () => {
    const { cognito, UserPoolId, makeSignedIn, mfaOf } = people();
    const { AccessToken } = await makeSignedIn("anna");
    const { SecretCode = "", Session } = await cognito.associateSoftwareToken({ AccessToken });
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    expect(Session).toBeUndefined();
    const verified = await cognito.verifySoftwareToken({ AccessToken, UserCode: totp(SecretCode) });
    expect(verified.Status).toBe("SUCCESS");
    expect(await mfaOf("anna")).toEqual({});
    const factors = await cognito.adminGetUserAuthFactors({ UserPoolId, Username: "anna" });
    expect(factors).toMatchObject({
      Username: "anna",
      ConfiguredUserAuthFactors: ["PASSWORD", "EMAIL_OTP", "SOFTWARE_TOKEN"],
    });
    expect(factors.UserMFASettingList).toBeUndefined();
  });

  it("is refused for a wrong code, for one that is two steps old, and without a secret", async () => {
    const { cognito, makeSignedIn } = people();
    const { AccessToken } = await makeSignedIn("bert");
    const verify = (UserCode: string) => cognito.verifySoftwareToken({ AccessToken, UserCode });
    await expect(verify("123456")).rejects.toMatchObject({ name: "SoftwareTokenMFANotFoundException" });
    const { SecretCode = "" } = await cognito.associateSoftwareToken({ AccessToken });
    const wrong = { name: "EnableSoftwareTokenMFAException", message: "Code mismatch" };
    await expect(verify(totp(SecretCode, -3))).rejects.toMatchObject(wrong);
    await expect(verify(totp(SecretCode, 3))).rejects.toMatchObject(wrong);
    await verify(totp(SecretCode, 1));
    await expect(verify(totp(SecretCode))).rejects.toMatchObject({ name: "SoftwareTokenMFANotFoundException" });
  });

  it("stays registered until another one has proven itself", async () => {
    const { cognito, makeSignedIn, registerApp, withPassword, answer } = people();
    const tokens = await makeSignedIn("carla");
    const first = await registerApp(tokens);
    const { AccessToken } = tokens;
    const { SecretCode: second = "" } = await cognito.associateSoftwareToken({ AccessToken });
    const { Session } = await withPassword("carla");
    const code = (secret: string) => ({ SOFTWARE_TOKEN_MFA_CODE: totp(secret) });
    await expect(answer("SOFTWARE_TOKEN_MFA", "carla", Session, code(second))).rejects.toMatchObject({
      name: "CodeMismatchException",
    });
    expect((await answer("SOFTWARE_TOKEN_MFA", "carla", Session, code(first))).AuthenticationResult).toBeDefined();
    await withCodeBefore(second, (UserCode) => cognito.verifySoftwareToken({ AccessToken, UserCode }));
    const again = await withPassword("carla");
    expect(
      (await answer("SOFTWARE_TOKEN_MFA", "carla", again.Session, code(second))).AuthenticationResult,
    ).toBeDefined();
  });

  it("is taken away by an administrator, and not asked for any more", async () => {
    const { cognito, UserPoolId, makeSignedIn, registerApp, withPassword, mfaOf, signIn } = people();
    await registerApp(await makeSignedIn("dora"));
    expect(await mfaOf("dora")).toEqual({ UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] });
    expect((await withPassword("dora")).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await cognito.adminDeleteSoftwareToken({ UserPoolId, Username: "dora" });
    expect(await mfaOf("dora")).toEqual({});
    const { AccessToken } = await signIn("dora");
    expect((await cognito.getUserAuthFactors({ AccessToken })).ConfiguredUserAuthFactors).toEqual([
      "PASSWORD",
      "EMAIL_OTP",
    ]);
    await expect(cognito.adminDeleteSoftwareToken({ UserPoolId, Username: "nobody" })).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  it("needs a pool that has them, a token, and a token or a session", async () => {
    const others = signingIn(service.current, await makeMfaApp(service.current, withSms));
    const { AccessToken } = await others.makeSignedIn("emil");
    const { cognito } = others;
    await expect(cognito.associateSoftwareToken({ AccessToken })).rejects.toMatchObject({
      name: "SoftwareTokenMFANotFoundException",
      message: "Software Token MFA has not been enabled by the userPool",
    });
    await expect(cognito.associateSoftwareToken({})).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(cognito.associateSoftwareToken({ AccessToken: "abc" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid Access Token",
    });
    await expect(cognito.associateSoftwareToken({ Session: "A".repeat(100) })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user.",
    });
    const { Session } = await signingIn(service.current, app).withPassword("carla");
    await expect(cognito.associateSoftwareToken({ Session })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user.",
    });
  });
});
