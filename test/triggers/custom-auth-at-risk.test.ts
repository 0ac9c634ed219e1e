import type { AdvancedSecurityModeType, AuthEventType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { signingIn, totp, withApp } from "../support/mfa.ts";
import { makeApp, password } from "../support/people.ts";
import { abroad, atEachLevel, contextOf, home, type Place } from "../support/risk.ts";
import { srpClient } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";
import { customClient, riddles } from "./riddles.ts";
import { workbench } from "./workbench.ts";

const blocked = { name: "NotAuthorizedException", message: "Unable to login because of security reasons." };

/** The modes of what is not custom, and of what is. */
const modes = (AdvancedSecurityMode: AdvancedSecurityModeType, CustomAuthMode?: "AUDIT" | "ENFORCED") => ({
  ...{ UserPoolTier: "PLUS" as const },
  UserPoolAddOns: { AdvancedSecurityMode, AdvancedSecurityAdditionalFlows: { CustomAuthMode } },
});

describe.each(databases)("CUSTOM_AUTH under threat protection, on %s,", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  async function guarded(...mode: Parameters<typeof modes>) {
    const ExplicitAuthFlows = [...customClient.ExplicitAuthFlows, "ALLOW_ADMIN_USER_PASSWORD_AUTH" as const];
    const app = await triggerApp(service.current, riddles, modes(...mode), { ExplicitAuthFlows });
    const people = signingIn(service.current, app);
    const { cognito, UserPoolId, ClientId } = people;
    await cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OPTIONAL", ...withApp });

    const beginFrom = (place: Place, USERNAME: string, more: Readonly<Record<string, string>> = {}) =>
      cognito.adminInitiateAuth({
        ...{ UserPoolId, ClientId, AuthFlow: "CUSTOM_AUTH", ContextData: contextOf(place) },
        AuthParameters: { USERNAME, ...more },
      });
    const answerFrom = (place: Place, USERNAME: string, Session: string | undefined, ANSWER = "a piano") =>
      cognito.adminRespondToAuthChallenge({
        ...{ UserPoolId, ClientId, ChallengeName: "CUSTOM_CHALLENGE", Session, ContextData: contextOf(place) },
        ChallengeResponses: { USERNAME, ANSWER },
      });

    return {
      ...{ ...people, events: app.events, beginFrom, answerFrom },
      act: (...action: Parameters<typeof atEachLevel>) =>
        cognito.setRiskConfiguration({
          UserPoolId,
          AccountTakeoverRiskConfiguration: { Actions: atEachLevel(...action) },
        }),
      signInFrom: async (place: Place, name: string) => answerFrom(place, name, (await beginFrom(place, name)).Session),
      passwordFrom: (place: Place, USERNAME: string) =>
        cognito.adminInitiateAuth({
          ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", ContextData: contextOf(place) },
          AuthParameters: { USERNAME, PASSWORD: password },
        }),
      async risksOf(Username: string) {
        const { AuthEvents = [] } = await cognito.adminListUserAuthEvents({ UserPoolId, Username });
        return AuthEvents.map(({ EventResponse, EventRisk }: AuthEventType) =>
          [EventResponse, EventRisk?.RiskDecision, EventRisk?.RiskLevel].filter(Boolean).join(" "),
        );
      },
    };
  }

  it("is refused for its risk when the pool's functions are satisfied, and not before", async () => {
    const { make, act, beginFrom, answerFrom, signInFrom, passwordFrom, risksOf } = await guarded("OFF", "ENFORCED");
    await act("BLOCK");
    await make("anna");
    expect((await signInFrom(home, "anna")).AuthenticationResult).toBeDefined();
    const asked = await beginFrom(abroad, "anna");
    const askedAgain = await answerFrom(abroad, "anna", asked.Session, "a typewriter");
    expect(askedAgain.ChallengeName).toBe("CUSTOM_CHALLENGE");
    await expect(answerFrom(abroad, "anna", askedAgain.Session)).rejects.toMatchObject(blocked);
    expect(await risksOf("anna")).toEqual(["Fail Block High", "Pass NoRisk"]);
    // The other ways to sign in have a mode of their own, which is off.
    expect((await passwordFrom(abroad, "anna")).AuthenticationResult).toBeDefined();
    expect((await risksOf("anna"))[0]).toBe("Pass NoRisk");
  });

  it("is judged after the functions, though a password came first", async () => {
    const { make, act, cognito, UserPoolId, beginFrom, answerFrom, signInFrom, ClientId } = await guarded(
      "OFF",
      "ENFORCED",
    );
    await act("BLOCK");
    await make("bert");
    await signInFrom(home, "bert");
    const { A, answerTo } = srpClient(UserPoolId);
    const { ChallengeParameters = {} } = await beginFrom(abroad, "bert", { CHALLENGE_NAME: "SRP_A", SRP_A: A });
    const proof = await answerTo(ChallengeParameters, { clientId: ClientId, password });
    const asked = await cognito.adminRespondToAuthChallenge({ ...proof, UserPoolId, ContextData: contextOf(abroad) });
    expect(asked.ChallengeName).toBe("CUSTOM_CHALLENGE");
    await expect(answerFrom(abroad, "bert", asked.Session)).rejects.toMatchObject(blocked);
  });

  it("is only watched, or not looked at, where its own mode says so", async () => {
    const watched = await guarded("ENFORCED", "AUDIT");
    await watched.act("BLOCK");
    await watched.make("carla");
    await watched.signInFrom(home, "carla");
    await expect(watched.passwordFrom(abroad, "carla")).rejects.toMatchObject(blocked);
    expect((await watched.signInFrom(abroad, "carla")).AuthenticationResult).toBeDefined();
    expect(await watched.risksOf("carla")).toEqual(["Pass NoRisk High", "Fail Block High", "Pass NoRisk"]);

    const ignored = await guarded("ENFORCED");
    await ignored.act("BLOCK");
    await ignored.make("carla");
    await ignored.signInFrom(home, "carla");
    await ignored.signInFrom(abroad, "carla");
    expect(await ignored.risksOf("carla")).toEqual(["Pass NoRisk", "Pass NoRisk"]);
  });

  it("takes a second factor at a risk, of those who can, and asks the functions nothing more after it", async () => {
    const { make, makeSignedIn, registerApp, act, answer, signInFrom, cognito, UserPoolId, events, risksOf } =
      await guarded("OFF", "ENFORCED");
    const secret = await registerApp(await makeSignedIn("doris"));
    const off = { SoftwareTokenMfaSettings: { Enabled: false } };
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "doris", ...off });
    await make("emil");
    for (const name of ["doris", "emil"]) await signInFrom(home, name);

    await act("MFA_REQUIRED");
    await expect(signInFrom(abroad, "emil")).rejects.toMatchObject(blocked);
    const asked = await signInFrom(abroad, "doris");
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const asksOfFunctions = events.length;
    const SOFTWARE_TOKEN_MFA_CODE = totp(secret, 1);
    const done = await answer("SOFTWARE_TOKEN_MFA", "doris", asked.Session, { SOFTWARE_TOKEN_MFA_CODE });
    expect(done.AuthenticationResult).toBeDefined();
    expect(events).toHaveLength(asksOfFunctions);
    expect((await risksOf("doris"))[0]).toMatch(/^Pass AccountTakeover /);

    await act("MFA_IF_CONFIGURED");
    expect((await signInFrom(abroad, "emil")).AuthenticationResult).toBeDefined();
  });

  it("is refused from a blocked address, at its first step and at any other", async () => {
    const { make, cognito, UserPoolId, beginFrom, answerFrom, passwordFrom } = await guarded("OFF", "ENFORCED");
    await make("fritz");
    const BlockedIPRangeList = ["198.51.100.0/24"];
    await cognito.setRiskConfiguration({ UserPoolId, RiskExceptionConfiguration: { BlockedIPRangeList } });
    await expect(beginFrom(abroad, "fritz")).rejects.toMatchObject(blocked);
    await expect(beginFrom(abroad, "nobody")).rejects.toMatchObject(blocked);
    const { Session } = await beginFrom(home, "fritz");
    await expect(answerFrom(abroad, "fritz", Session)).rejects.toMatchObject(blocked);
    expect((await answerFrom(home, "fritz", Session)).AuthenticationResult).toBeDefined();
    expect((await passwordFrom(abroad, "fritz")).AuthenticationResult).toBeDefined();
  });

  it("is a matter of the tier PLUS", async () => {
    const refused = { name: "FeatureUnavailableInTierException" };
    const below = { ...modes("OFF", "AUDIT"), UserPoolTier: "ESSENTIALS" as const };
    await expect(makeApp(service.current, below)).rejects.toMatchObject(refused);
  });
});
