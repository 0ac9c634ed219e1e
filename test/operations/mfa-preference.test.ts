import { beforeAll, describe, expect, it } from "vitest";
import { makeMfaApp, signingIn, totp, withApp, withEmail, withSms } from "../support/mfa.ts";
import type { App } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const on = { Enabled: true };
const off = { Enabled: false };

describe.each(databases)("A person's choice of second factors, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeMfaApp(service.current, { ...withApp, ...withSms, ...withEmail });
  });
  const people = () => signingIn(service.current, app);
  const reachable = { phone_number: "+15555550100", email: "a@example.com", email_verified: "true" };

  async function arrive(name: string, attributes: Record<string, string> = reachable) {
    const { make, signIn, cognito } = people();
    await make(name, { ...attributes, ...(attributes.email && { email: `${name}@example.com` }) });
    const { AccessToken } = await signIn(name);
    const prefer = (settings: Omit<Parameters<typeof cognito.setUserMFAPreference>[0], "AccessToken">) =>
      cognito.setUserMFAPreference({ AccessToken, ...settings });
    return { AccessToken, prefer };
  }

  it("is shown to the person and to an administrator, in the API's order", async () => {
    const { AccessToken, prefer } = await arrive("anna");
    const { cognito, mfaOf } = people();
    await prefer({ EmailMfaSettings: { ...on, PreferredMfa: true }, SMSMfaSettings: on });
    const shown = {
      UserMFASettingList: ["SMS_MFA", "EMAIL_OTP"],
      PreferredMfaSetting: "EMAIL_OTP",
      MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" }],
    };
    expect(await mfaOf("anna")).toEqual(shown);
    expect(await cognito.getUser({ AccessToken })).toMatchObject(shown);
    const { MFAOptions, ...factors } = shown;
    expect(await cognito.getUserAuthFactors({ AccessToken })).toMatchObject(factors);
  });

  it("leaves what it does not name, and takes the preference of what it turns off", async () => {
    const { prefer } = await arrive("bert");
    const { mfaOf } = people();
    await prefer({ EmailMfaSettings: on, SMSMfaSettings: { ...on, PreferredMfa: true } });
    await prefer({ SMSMfaSettings: off });
    expect(await mfaOf("bert")).toEqual({ UserMFASettingList: ["EMAIL_OTP"] });
    await prefer({ EmailMfaSettings: { PreferredMfa: true } });
    expect(await mfaOf("bert")).toMatchObject({ PreferredMfaSetting: "EMAIL_OTP" });
    await prefer({ EmailMfaSettings: { PreferredMfa: false } });
    expect(await mfaOf("bert")).toEqual({ UserMFASettingList: ["EMAIL_OTP"] });
  });

  it("needs what each takes: a number, a verified address, a registered app", async () => {
    const { prefer } = await arrive("carla", { email: "c@example.com" });
    const lacks = (factor: string) => ({
      name: "InvalidParameterException",
      message: `User does not have delivery config set to turn on ${factor}`,
    });
    await expect(prefer({ SMSMfaSettings: on })).rejects.toMatchObject(lacks("SMS_MFA"));
    await expect(prefer({ EmailMfaSettings: on })).rejects.toMatchObject(lacks("EMAIL_OTP"));
    await expect(prefer({ SoftwareTokenMfaSettings: on })).rejects.toMatchObject(lacks("SOFTWARE_TOKEN_MFA"));
    await expect(prefer({ SMSMfaSettings: { PreferredMfa: true } })).rejects.toMatchObject(lacks("SMS_MFA"));
    await prefer({ SMSMfaSettings: off, EmailMfaSettings: off, SoftwareTokenMfaSettings: off });
    expect(await people().mfaOf("carla")).toEqual({});
  });

  it("has one preference at most", async () => {
    const { prefer } = await arrive("dora");
    const both = { ...on, PreferredMfa: true };
    await expect(prefer({ SMSMfaSettings: both, EmailMfaSettings: both })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    expect(await people().mfaOf("dora")).toEqual({});
  });

  it("may be an administrator's", async () => {
    const { cognito, UserPoolId, make, mfaOf, withPassword } = people();
    const Username = await make("emil", reachable);
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: on });
    expect(await mfaOf("emil")).toMatchObject({ UserMFASettingList: ["SMS_MFA"] });
    expect((await withPassword("emil")).ChallengeName).toBe("SMS_MFA");
    await expect(
      cognito.adminSetUserMFAPreference({ UserPoolId, Username, SoftwareTokenMfaSettings: on }),
    ).rejects.toMatchObject({ message: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA" });
    await expect(cognito.adminSetUserMFAPreference({ UserPoolId, Username: "nobody" })).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  });

  it("is what a sign-in asks for, whoever turned it on", async () => {
    const { AccessToken, prefer } = await arrive("hanno");
    const { cognito, UserPoolId, withPassword } = people();
    const { SecretCode = "" } = await cognito.associateSoftwareToken({ AccessToken });
    await cognito.verifySoftwareToken({ AccessToken, UserCode: totp(SecretCode) });
    type Settings = Parameters<typeof prefer>[0];
    const byAdministrator = (settings: Settings) =>
      cognito.adminSetUserMFAPreference({ UserPoolId, Username: "hanno", ...settings });
    const all = ["SMSMfaSettings", "SoftwareTokenMfaSettings", "EmailMfaSettings"];
    const challenges = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];
    for (const set of [prefer, byAdministrator]) {
      await set(Object.fromEntries(all.map((name) => [name, off])));
      expect((await withPassword("hanno")).AuthenticationResult).toBeDefined();
      for (const [index, name] of all.entries()) {
        await set({ [name]: on });
        expect((await withPassword("hanno")).ChallengeName).toBe(challenges[index]);
        await set({ [name]: off });
      }
      await set(Object.fromEntries(all.map((name) => [name, on])));
      expect((await withPassword("hanno")).ChallengeName).toBe("SELECT_MFA_TYPE");
      for (const [index, name] of all.entries()) {
        await set({ [name]: { PreferredMfa: true } });
        expect((await withPassword("hanno")).ChallengeName).toBe(challenges[index]);
        await set({ [name]: { PreferredMfa: false } });
      }
    }
  });

  it("is set in the older way too, for text messages alone", async () => {
    const { AccessToken } = await arrive("fritz");
    const { cognito, UserPoolId, mfaOf, withPassword } = people();
    const MFAOptions = [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }];
    await cognito.setUserSettings({ AccessToken, MFAOptions });
    expect(await mfaOf("fritz")).toEqual({ UserMFASettingList: ["SMS_MFA"], MFAOptions });
    expect((await withPassword("fritz")).ChallengeName).toBe("SMS_MFA");
    await cognito.adminSetUserSettings({ UserPoolId, Username: "fritz", MFAOptions: [] });
    expect(await mfaOf("fritz")).toEqual({});
    await cognito.adminSetUserSettings({ UserPoolId, Username: "fritz", MFAOptions });
    expect(await mfaOf("fritz")).toMatchObject({ UserMFASettingList: ["SMS_MFA"] });
    expect((await withPassword("fritz")).ChallengeName).toBe("SMS_MFA");
    const byMail = [{ DeliveryMedium: "EMAIL" as const, AttributeName: "email" }];
    const refused = { name: "InvalidParameterException" };
    await expect(cognito.setUserSettings({ AccessToken, MFAOptions: byMail })).rejects.toMatchObject(refused);
    await expect(cognito.adminSetUserSettings({ UserPoolId, Username: "nobody", MFAOptions })).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  });

  it("loses no write when many come at once", async () => {
    const { AccessToken, prefer } = await arrive("gusti");
    const { cognito, mfaOf } = people();
    const { SecretCode = "" } = await cognito.associateSoftwareToken({ AccessToken });
    await cognito.verifySoftwareToken({ AccessToken, UserCode: totp(SecretCode) });
    await Promise.all([
      prefer({ SMSMfaSettings: on }),
      prefer({ EmailMfaSettings: on }),
      prefer({ SoftwareTokenMfaSettings: { ...on, PreferredMfa: true } }),
    ]);
    expect(await mfaOf("gusti")).toMatchObject({
      UserMFASettingList: ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
  });
});
