import type { AuthEventType } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { deviceOf } from "../support/device.ts";
import { totp } from "../support/mfa.ts";
import { emailOf, everyFlow, makeClient } from "../support/people.ts";
import { abroad, atEachLevel, contextOf, encodedData, firefox, home, makeGuardedApp } from "../support/risk.ts";
import { databases, startForAll } from "../support/start.ts";
import { choiceClient } from "../support/user-auth.ts";

const blocked = { name: "NotAuthorizedException", message: "Unable to login because of security reasons." };
const riskOf = ({ EventResponse, EventRisk }: AuthEventType = {}) =>
  [EventResponse, EventRisk?.RiskDecision, EventRisk?.RiskLevel].filter(Boolean).join(" ");

describe.each(databases)("Adaptive authentication, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const guarded = (...given: Parameters<typeof makeGuardedApp> extends [unknown, ...infer Rest] ? Rest : never) =>
    makeGuardedApp(service.current, ...given);

  it("that only watches tells how far a sign-in is from its user's habits, and refuses none", async () => {
    const { make, act, signInFrom, eventsOf, advance } = await guarded("AUDIT");
    await act(atEachLevel("BLOCK", true));
    await make("anna");
    const riskFrom = async (place: typeof home, pause = "PT1H") => {
      await advance(pause);
      expect((await signInFrom(place, "anna")).AuthenticationResult).toBeDefined();
      const [newest] = await eventsOf("anna");
      return riskOf(newest);
    };
    expect(await riskFrom(home)).toBe("Pass NoRisk");
    expect(await riskFrom({ ...home, IpAddress: "192.0.2.11" })).toBe("Pass NoRisk Low");
    expect(await riskFrom({ ...home, agent: firefox })).toBe("Pass NoRisk Low");
    expect(await riskFrom({ ...home, agent: home.agent?.replace("Chrome/140", "Chrome/141") ?? "" })).toBe(
      "Pass NoRisk",
    );
    expect(await riskFrom({ IpAddress: "198.51.100.20", agent: "MyShop/1.0" })).toBe("Pass NoRisk Medium");
    expect(await riskFrom({ IpAddress: "203.0.113.30", agent: "OtherShop/1.0" }, "PT1M")).toBe("Pass NoRisk High");
    expect(await riskFrom({ ...home, IpAddress: "2001:db8::1" }, "PT1M")).toBe("Pass NoRisk High");
    expect(await riskFrom(home, "PT1M")).toBe("Pass NoRisk");
  });

  it("tells apart devices by what AWS's library collects, and by the key of one that its user has confirmed", async () => {
    const DeviceConfiguration = { DeviceOnlyRememberedOnUserPrompt: true };
    const { cognito, make, signInFrom, eventsOf, advance } = await guarded("AUDIT", {}, { DeviceConfiguration });
    await make("anna");
    const from = (DeviceId: string) => ({
      IpAddress: home.IpAddress,
      EncodedData: encodedData({ DeviceId, UserAgent: firefox, ClientTimezone: "02:00" }),
    });
    const newest = async () => (await eventsOf("anna"))[0];
    const { AuthenticationResult } = await signInFrom(from("one:1"), "anna");
    expect(await newest()).toMatchObject({
      EventContextData: { IpAddress: home.IpAddress, DeviceName: "Firefox 142 / Windows 10", Timezone: "02:00" },
    });
    await advance("PT20M");
    await signInFrom(from("two:2"), "anna");
    expect(riskOf(await newest())).toBe("Pass NoRisk Low");
    await signInFrom(from("one:1"), "anna");
    expect(riskOf(await newest())).toBe("Pass NoRisk");

    const device = await deviceOf(AuthenticationResult?.NewDeviceMetadata ?? {});
    await cognito.confirmDevice({ AccessToken: AuthenticationResult?.AccessToken, ...device });
    await signInFrom({ ...home, agent: "Renamed/1.0" }, "anna", { DEVICE_KEY: device.DeviceKey ?? "" });
    expect(riskOf(await newest())).toBe("Pass NoRisk");
    for (const EncodedData of [
      "no JSON",
      btoa("null"),
      btoa('{"payload":"null"}'),
      btoa('{"payload":7}'),
      "A".repeat(1e5),
    ]) {
      await signInFrom({ IpAddress: home.IpAddress, EncodedData }, "anna");
      expect(riskOf(await newest())).toBe("Pass NoRisk");
    }
  });

  it("refuses where the level's action is to block, in AWS's words, and records it", async () => {
    const { make, act, signInFrom, eventsOf } = await guarded("ENFORCED");
    await act({
      MediumAction: { EventAction: "BLOCK", Notify: false },
      HighAction: { EventAction: "BLOCK", Notify: false },
    });
    await make("anna");
    await signInFrom(home, "anna");
    await expect(signInFrom(abroad, "anna", { PASSWORD: "Wr0ng!pass" })).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await expect(signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    await expect(signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    await signInFrom({ ...home, agent: firefox }, "anna");
    expect((await eventsOf("anna")).map(riskOf)).toEqual([
      ...["Pass NoRisk Low", "Fail Block High", "Fail Block High", "Fail NoRisk", "Pass NoRisk"],
    ]);
  });

  it("asks those who can for a second factor, lets the others pass or refuses them, as the action is", async () => {
    const { cognito, make, makeSignedIn, registerApp, act, signInFrom, eventsOf, answer, UserPoolId } =
      await guarded("ENFORCED");
    const secret = await registerApp(await makeSignedIn("anna"));
    const off = { SoftwareTokenMfaSettings: { Enabled: false } };
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "anna", ...off });
    await make("bert");
    for (const name of ["anna", "bert"]) await signInFrom(home, name);

    await act(atEachLevel("MFA_REQUIRED"));
    await expect(signInFrom(abroad, "bert")).rejects.toMatchObject(blocked);
    const { ChallengeName, Session } = await signInFrom(abroad, "anna");
    expect(ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const [asked] = await eventsOf("anna");
    expect(riskOf(asked)).toMatch(/^InProgress AccountTakeover (Medium|High)$/);
    const SOFTWARE_TOKEN_MFA_CODE = totp(secret, 1);
    const { AuthenticationResult } = await answer("SOFTWARE_TOKEN_MFA", "anna", Session, { SOFTWARE_TOKEN_MFA_CODE });
    const [passed, ...earlier] = await eventsOf("anna");
    expect(riskOf(passed)).toBe(riskOf(asked).replace("InProgress", "Pass"));
    expect(passed?.EventId).toBe(asked?.EventId);
    expect(passed?.EventId).toBe(decodeJwt(AuthenticationResult?.AccessToken ?? "").event_id);
    expect(passed?.ChallengeResponses).toEqual([
      { ChallengeName: "Password", ChallengeResponse: "Success" },
      { ChallengeName: "Mfa", ChallengeResponse: "Success" },
    ]);
    expect(earlier.map(riskOf)).not.toContain(riskOf(asked));

    await act(atEachLevel("MFA_IF_CONFIGURED"));
    expect((await signInFrom(abroad, "bert")).AuthenticationResult).toBeDefined();
    const elsewhere = { IpAddress: "203.0.113.40", agent: "MyShop/1.0" };
    expect((await signInFrom(elsewhere, "anna")).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect((await signInFrom(home, "anna")).AuthenticationResult).toBeDefined();
  });

  it("takes a code to the mailbox that gave the first factor for no second one", async () => {
    const { cognito, ClientId, UserPoolId, make, makeSignedIn, registerApp, act, signInFrom } = await guarded(
      "ENFORCED",
      { EmailMfaConfiguration: {} },
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
      { ExplicitAuthFlows: [...choiceClient.ExplicitAuthFlows, ...(everyFlow ?? [])] },
    );
    const secondFactorAfterMail = async (USERNAME: string) => {
      const abroadNow = { UserPoolId, ClientId, ContextData: contextOf(abroad) };
      const { Session } = await cognito.adminInitiateAuth({
        ...{ ...abroadNow, AuthFlow: "USER_AUTH" },
        AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" },
      });
      const EMAIL_OTP_CODE = await service.current.codeSentTo(emailOf(USERNAME));
      const answer = { ...abroadNow, Session, ChallengeName: "EMAIL_OTP" } as const;
      const ChallengeResponses = { USERNAME, EMAIL_OTP_CODE };
      return (await cognito.adminRespondToAuthChallenge({ ...answer, ChallengeResponses })).ChallengeName;
    };
    await registerApp(await makeSignedIn("anna"));
    const off = { SoftwareTokenMfaSettings: { Enabled: false } };
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "anna", ...off });
    await make("bert");
    await signInFrom(home, "bert");
    await act(atEachLevel("MFA_REQUIRED"));
    expect(await secondFactorAfterMail("anna")).toBe("SOFTWARE_TOKEN_MFA");
    await expect(secondFactorAfterMail("bert")).rejects.toMatchObject(blocked);
    await act(atEachLevel("MFA_IF_CONFIGURED"));
    expect(await secondFactorAfterMail("bert")).toBeUndefined();
  });

  it("asks for the second factor that a remembered device spares its user otherwise", async () => {
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true };
    const { cognito, makeSignedIn, registerApp, act, signInFrom, answer } = await guarded(
      "ENFORCED",
      {},
      { DeviceConfiguration },
    );
    const { AccessToken } = await makeSignedIn("anna");
    const secret = await registerApp({ AccessToken });
    const { Session } = await signInFrom(home, "anna");
    const SOFTWARE_TOKEN_MFA_CODE = totp(secret, 0);
    const { AuthenticationResult } = await answer("SOFTWARE_TOKEN_MFA", "anna", Session, { SOFTWARE_TOKEN_MFA_CODE });
    const device = await deviceOf(AuthenticationResult?.NewDeviceMetadata ?? {});
    await cognito.confirmDevice({ AccessToken: AuthenticationResult?.AccessToken, ...device });
    const DEVICE_KEY = device.DeviceKey ?? "";
    expect((await signInFrom(abroad, "anna", { DEVICE_KEY })).ChallengeName).toBe("DEVICE_SRP_AUTH");
    await act(atEachLevel("MFA_IF_CONFIGURED"));
    expect((await signInFrom(abroad, "anna", { DEVICE_KEY })).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  it("knows as the user's what was said to be valid, and not what was said to be invalid", async () => {
    const { cognito, UserPoolId, make, act, signInFrom, eventsOf } = await guarded("ENFORCED");
    await act(atEachLevel("BLOCK"));
    await make("anna");
    await signInFrom(home, "anna");
    await expect(signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    const say = async (FeedbackValue: "Valid" | "Invalid") => {
      const [event] = await eventsOf("anna");
      const named = { UserPoolId, Username: "anna", EventId: event?.EventId };
      await cognito.adminUpdateAuthEventFeedback({ ...named, FeedbackValue });
    };
    await say("Valid");
    expect((await signInFrom(abroad, "anna")).AuthenticationResult).toBeDefined();
    await say("Invalid");
    await expect(signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    expect((await signInFrom(home, "anna")).AuthenticationResult).toBeDefined();
  });

  it("judges nothing where the address is skipped, and spares it the search for breached passwords", async () => {
    const weak = {
      PasswordPolicy: { MinimumLength: 8, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false },
    };
    const { cognito, UserPoolId, ClientId, make, configure, signInFrom, eventsOf } = await guarded(
      "ENFORCED",
      {},
      { Policies: weak },
    );
    const PASSWORD = "baseball";
    await make("anna");
    await signInFrom(home, "anna");
    await cognito.adminSetUserPassword({ UserPoolId, Username: "anna", Password: PASSWORD, Permanent: true });
    const configuration = {
      AccountTakeoverRiskConfiguration: { Actions: atEachLevel("BLOCK") },
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" as const } },
    };
    const RiskExceptionConfiguration = { SkippedIPRangeList: ["198.51.100.0/24", "127.0.0.0/8", "::1/128"] };
    await configure({ ...configuration, RiskExceptionConfiguration });
    expect((await signInFrom(abroad, "anna", { PASSWORD })).AuthenticationResult).toBeDefined();
    expect((await eventsOf("anna"))[0]?.EventRisk).toEqual({
      RiskDecision: "NoRisk",
      CompromisedCredentialsDetected: false,
    });
    await cognito.signUp({ ClientId, Username: "bert", Password: PASSWORD });
    await configure(configuration);
    await expect(signInFrom(abroad, "anna", { PASSWORD })).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
    });
    await expect(cognito.signUp({ ClientId, Username: "carla", Password: PASSWORD })).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
  });

  it("goes by the client's own configuration where it has one", async () => {
    const { cognito, UserPoolId, make, act, configure, signInFrom } = await guarded("ENFORCED");
    await act(atEachLevel("BLOCK"));
    const ClientId = await makeClient(service.current, UserPoolId);
    const Actions = atEachLevel("NO_ACTION");
    await configure({ ClientId, AccountTakeoverRiskConfiguration: { Actions } });
    await make("anna");
    await signInFrom(home, "anna");
    await expect(signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    const { AuthenticationResult } = await cognito.adminInitiateAuth({
      ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "anna", PASSWORD: "Passw0rd!" },
      ContextData: { IpAddress: "203.0.113.50", ServerName: "shop", ServerPath: "/", HttpHeaders: [] },
    });
    expect(AuthenticationResult).toBeDefined();
  });

  it("forgets the habits of somebody who is made anew, and has none before threat protection is turned on", async () => {
    const { cognito, UserPoolId, make, act, signInFrom, eventsOf } = await guarded("ENFORCED");
    await act(atEachLevel("BLOCK"));
    await make("anna");
    await signInFrom(home, "anna");
    await cognito.adminDeleteUser({ UserPoolId, Username: "anna" });
    await make("anna");
    await signInFrom(abroad, "anna");
    expect((await eventsOf("anna")).map(riskOf)).toEqual(["Pass NoRisk"]);
  });
});
