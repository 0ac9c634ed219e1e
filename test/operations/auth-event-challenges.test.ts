import { describe, expect, it } from "vitest";
import { makeMfaApp, signingIn, withEmail } from "../support/mfa.ts";
import { type App, emailOf, makeApp, password } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

const watched = {
  ...({ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } } as const),
  AutoVerifiedAttributes: ["email" as const],
};

describe.each(databases)("What somebody showed, in their history, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const shown = async ({ UserPoolId }: App, Username: string) => {
    const { AuthEvents } = await service.current.sdk().adminListUserAuthEvents({ UserPoolId, Username });
    return AuthEvents?.map(({ ChallengeResponses = [], EventRisk }) => [
      ...ChallengeResponses.map(({ ChallengeName, ChallengeResponse }) => `${ChallengeName} ${ChallengeResponse}`),
      ...(EventRisk?.CompromisedCredentialsDetected ? ["compromised"] : []),
    ]);
  };

  it("is a password that was chosen, or a code in its place", async () => {
    const app = await makeApp(service.current, { ...choicePool, ...watched }, choiceClient);
    const { answer, ...others } = signingIn(service.current, app);
    await others.make("kim");
    const begin = (more: Record<string, string> = {}) => others.initiate("USER_AUTH", { USERNAME: "kim", ...more });
    const { Session } = await begin();
    const choose = (PASSWORD: string) => answer("SELECT_CHALLENGE", "kim", Session, { ANSWER: "PASSWORD", PASSWORD });
    await expect(choose("Password1!")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await choose(password);
    const asked = await begin({ PREFERRED_CHALLENGE: "PASSWORD" });
    await answer("PASSWORD", "kim", asked.Session, { PASSWORD: password });
    const mailed = await begin({ PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const EMAIL_OTP_CODE = await service.current.codeSentTo(emailOf("kim"));
    await expect(answer("EMAIL_OTP", "kim", mailed.Session, { EMAIL_OTP_CODE: "1" })).rejects.toThrow();
    await answer("EMAIL_OTP", "kim", mailed.Session, { EMAIL_OTP_CODE });
    expect(await shown(app, "kim")).toEqual([
      ["Mfa Success"],
      ["Mfa Failure"],
      ["Password Success"],
      ["Password Success"],
      ["Password Failure"],
    ]);
  });

  it("is a password that everybody knows, however it was asked for", async () => {
    const Policies = { ...choicePool.Policies, PasswordPolicy: { MinimumLength: 8 } };
    const app = await makeApp(service.current, { ...choicePool, ...watched, Policies }, choiceClient);
    const { answer, cognito, ...others } = signingIn(service.current, app);
    const { UserPoolId } = app;
    await cognito.setRiskConfiguration({
      UserPoolId,
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" } },
    });
    await others.make("lea");
    const PASSWORD = "password1";
    await cognito.adminSetUserPassword({ UserPoolId, Username: "lea", Password: PASSWORD, Permanent: true });
    const asked = await others.initiate("USER_AUTH", { USERNAME: "lea", PREFERRED_CHALLENGE: "PASSWORD" });
    await answer("PASSWORD", "lea", asked.Session, { PASSWORD });
    const { Session } = await others.initiate("USER_AUTH", { USERNAME: "lea" });
    await answer("SELECT_CHALLENGE", "lea", Session, { ANSWER: "PASSWORD", PASSWORD });
    expect(await shown(app, "lea")).toEqual(Array(2).fill(["Password Success", "compromised"]));
  });

  it("is the password and the code by mail that was asked for after it", async () => {
    const app = await makeMfaApp(service.current, withEmail, watched);
    const { answer, cognito, ...others } = signingIn(service.current, app);
    const { AccessToken } = await others.makeSignedIn("mia");
    await cognito.setUserMFAPreference({ AccessToken, EmailMfaSettings: { Enabled: true } });
    const asked = await others.withPassword("mia");
    const EMAIL_OTP_CODE = await service.current.codeSentTo(emailOf("mia"));
    await answer("EMAIL_OTP", "mia", asked.Session, { EMAIL_OTP_CODE });
    expect(await shown(app, "mia")).toEqual([["Password Success", "Mfa Success"], ["Password Success"]]);
  });
});
