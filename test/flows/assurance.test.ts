import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { makeMfaApp, parsed, signingIn, totp, withApp, withEmail, withSms } from "../support/mfa.ts";
import { type App, makeApp, password } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

const loa = (level: number) => `urn:cognito:loa:${level}`;
const person = { email: "a@example.com", email_verified: "true", phone_number: "+15555550400" };

describe.each(databases)("A sign-in that is asked to reach a level, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeMfaApp(
      service.current,
      { ...withApp, ...withSms, ...withEmail },
      { ...choicePool, AcrConfiguration: { Level2: { AcrValue: "urn:shop:code" } } },
      { ExplicitAuthFlows: [...choiceClient.ExplicitAuthFlows, "ALLOW_USER_PASSWORD_AUTH"] },
    );
  });
  const people = () => signingIn(service.current, app);
  const begin = (USERNAME: string, TARGET_ACR_VALUES: string, more: Record<string, string> = {}) =>
    people().initiate("USER_AUTH", { USERNAME, TARGET_ACR_VALUES, ...more });
  const withPassword = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password };

  const make = (name: string) => people().make(name, { ...person, email: `${name}@example.com` });
  /** What ID and access token tell alike. */
  function told({ AuthenticationResult = {} }: Awaited<ReturnType<typeof begin>>) {
    const [id, access] = [AuthenticationResult.IdToken, AuthenticationResult.AccessToken].map((token) => {
      const { acr, amr } = decodeJwt(token ?? "");
      return { acr, amr };
    });
    expect(id).toEqual(access);
    return id;
  }

  it("tells nothing of it unless it was asked", async () => {
    await make("anna");
    expect(told(await people().initiate("USER_AUTH", { USERNAME: "anna", ...withPassword }))).toEqual({});
    expect(told(await people().withPassword("anna"))).toEqual({});
  });

  it("tells of a password alone, and of a code by the pool's own name for its level", async () => {
    await make("bert");
    expect(told(await begin("bert", loa(1), withPassword))).toEqual({ acr: loa(1), amr: ["pwd"] });
    const asked = await begin("bert", "urn:shop:code");
    expect(asked).toMatchObject({ ChallengeName: "EMAIL_OTP", AvailableChallenges: ["EMAIL_OTP"] });
    const EMAIL_OTP_CODE = await service.current.codeSentTo("bert@example.com");
    const done = await people().answer("EMAIL_OTP", "bert", asked.Session, { EMAIL_OTP_CODE });
    expect(told(done)).toEqual({ acr: "urn:shop:code", amr: ["email_otp"] });
  });

  it("asks for a code beside the password, though the person has turned no second factor on", async () => {
    const { answer } = people();
    await make("carla");
    const asked = await begin("carla", loa(3), withPassword);
    expect(asked.ChallengeName).toBe("SELECT_MFA_TYPE");
    expect(parsed(asked, "MFAS_CAN_CHOOSE")).toEqual(["SMS_MFA", "EMAIL_OTP"]);
    const chosen = await answer("SELECT_MFA_TYPE", "carla", asked.Session, { ANSWER: "SMS_MFA" });
    const SMS_MFA_CODE = await service.current.codeSentTo(person.phone_number);
    const done = await answer("SMS_MFA", "carla", chosen.Session, { SMS_MFA_CODE });
    expect(told(done)).toEqual({ acr: loa(3), amr: ["pwd", "sms", "mfa"] });
  });

  it("asks for the authenticator app where the level takes that, and tells the same after a refresh", async () => {
    const { signIn, registerApp, cognito, answer, initiate } = people();
    await make("dora");
    const tokens = await signIn("dora");
    const secret = await registerApp(tokens);
    await cognito.setUserMFAPreference({
      AccessToken: tokens.AccessToken,
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    expect((await initiate("USER_AUTH", { USERNAME: "dora", ...withPassword })).ChallengeName).toBe("SMS_MFA");
    const asked = await begin("dora", `${loa(4)} ${loa(1)}`, withPassword);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const done = await answer("SOFTWARE_TOKEN_MFA", "dora", asked.Session, { SOFTWARE_TOKEN_MFA_CODE: totp(secret) });
    expect(told(done)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
    const REFRESH_TOKEN = done.AuthenticationResult?.RefreshToken ?? "";
    expect(told(await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN }))).toEqual(told(done));
  });

  it("lets nobody show a weaker factor than the one that they have turned on", async () => {
    const { signIn, registerApp, answer } = people();
    await make("emil");
    const secret = await registerApp(await signIn("emil"));
    for (const level of [1, 3]) {
      const asked = await begin("emil", loa(level), withPassword);
      expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    }
    const { Session } = await begin("emil", loa(3), withPassword);
    const done = await answer("SOFTWARE_TOKEN_MFA", "emil", Session, { SOFTWARE_TOKEN_MFA_CODE: totp(secret) });
    expect(told(done)).toMatchObject({ acr: loa(4) });
  });

  it("goes through the list to a level that the person can reach, and tells what was reached where there is none", async () => {
    const { make } = people();
    await make("fritz", { nickname: "fritz" });
    expect(told(await begin("fritz", `${loa(4)} ${loa(3)} ${loa(1)}`, withPassword))).toMatchObject({ acr: loa(1) });
    expect(told(await begin("fritz", loa(4), withPassword))).toMatchObject({ acr: loa(1) });
  });

  it("leaves out names that the pool does not know, and is refused where it knows none", async () => {
    expect(told(await begin("fritz", `urn:other ${loa(1)}`, withPassword))).toMatchObject({ acr: loa(1) });
    for (const unknown of ["urn:other", loa(2), "urn:cognito:loa:5"]) {
      await expect(begin("fritz", unknown)).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
    await expect(people().initiate("USER_AUTH", { USERNAME: "fritz", ACCESS_TOKEN: "abc" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe.each(databases)("AcrConfiguration, on %s,", async (kind) => {
  const service = await startForAll(kind);

  it("is shown with a name for each level, which must be its own", async () => {
    const { UserPoolId } = await makeApp(service.current, { AcrConfiguration: { Level3: { AcrValue: "strong" } } });
    const { UserPool } = await service.current.sdk().describeUserPool({ UserPoolId });
    expect(UserPool?.AcrConfiguration).toEqual({
      Level1: { AcrValue: loa(1) },
      Level2: { AcrValue: loa(2) },
      Level3: { AcrValue: "strong" },
      Level4: { AcrValue: loa(4) },
    });
    const taken = { AcrConfiguration: { Level3: { AcrValue: loa(4) } } };
    await expect(makeApp(service.current, taken)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("is a matter of the ESSENTIALS tier, unless it says what holds anyway", async () => {
    const lite = { UserPoolTier: "LITE" as const };
    await makeApp(service.current, { ...lite, AcrConfiguration: { Level1: { AcrValue: loa(1) } } });
    const named = { ...lite, AcrConfiguration: { Level1: { AcrValue: "weak" } } };
    await expect(makeApp(service.current, named)).rejects.toMatchObject({ name: "FeatureUnavailableInTierException" });
  });
});
