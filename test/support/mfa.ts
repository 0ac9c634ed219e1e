import type {
  ChallengeNameType,
  InitiateAuthCommandOutput,
  SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { generateSync } from "otplib";
import type { Face } from "./face.ts";
import { type App, makeApp, type People, peopleOf, type Tokens } from "./people.ts";

export const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };

/** A sender that may send codes for signing in. */
export const EmailConfiguration = {
  EmailSendingAccount: "DEVELOPER" as const,
  SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/shop@example.com",
};

type MfaConfig = Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;

export const withApp: MfaConfig = { SoftwareTokenMfaConfiguration: { Enabled: true } };
export const withSms: MfaConfig = { SmsMfaConfiguration: { SmsConfiguration } };
export const withEmail: MfaConfig = { EmailMfaConfiguration: {} };

/** A pool of its own that has these second factors. */
export async function makeMfaApp(
  service: Face,
  config: MfaConfig,
  ...[pool, client]: [Parameters<typeof makeApp>[1]?, Parameters<typeof makeApp>[2]?]
): Promise<App> {
  const app = await makeApp(service, { EmailConfiguration, ...pool }, client);
  await service.sdk().setUserPoolMfaConfig({ UserPoolId: app.UserPoolId, MfaConfiguration: "OPTIONAL", ...config });
  return app;
}

/** What an authenticator app shows, `steps` of 30 seconds from the time `at`. */
export const totp = (secret: string, steps = 0, at = new Date()): string =>
  generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) + steps * 30 });

/**
 * Gives the code before the present one, which is then left for what follows. Should the present step end on the way, that
 * one is too old, and the next is given.
 */
export async function withCodeBefore<Result>(secret: string, give: (code: string) => Promise<Result>): Promise<Result> {
  const stepNow = () => Math.floor(Date.now() / 30_000);
  for (;;) {
    const begun = stepNow();
    try {
      return await give(totp(secret, -1));
    } catch (error) {
      if (stepNow() === begun) throw error;
    }
  }
}

/** What tests do over and over with challenges. */
export function signingIn(service: Face, app: App) {
  const people: People = peopleOf(service, app);
  const { cognito, UserPoolId, ClientId } = people;

  const answer = (
    ChallengeName: ChallengeNameType,
    USERNAME: string,
    Session: string | undefined,
    answers: Record<string, string> = {},
  ) =>
    cognito.respondToAuthChallenge({
      ...{ ClientId, ChallengeName, Session },
      ChallengeResponses: { USERNAME, ...answers },
    });

  /** Registers an authenticator app for somebody who is signed in, and turns it on; gives its secret. */
  async function registerApp({ AccessToken }: Pick<Tokens, "AccessToken">): Promise<string> {
    const { SecretCode = "" } = await cognito.associateSoftwareToken({ AccessToken });
    await withCodeBefore(SecretCode, (UserCode) => cognito.verifySoftwareToken({ AccessToken, UserCode }));
    await cognito.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    return SecretCode;
  }

  /** The person's second factors and preference, as an administrator sees them. */
  async function mfaOf(Username: string) {
    const { UserMFASettingList, PreferredMfaSetting, MFAOptions } = await cognito.adminGetUser({
      UserPoolId,
      Username,
    });
    return { UserMFASettingList, PreferredMfaSetting, MFAOptions };
  }

  return { ...people, answer, registerApp, mfaOf };
}

/** The JSON in a challenge's parameter. */
export const parsed = (
  { ChallengeParameters = {} }: Pick<InitiateAuthCommandOutput, "ChallengeParameters">,
  name: string,
) => JSON.parse(ChallengeParameters[name] ?? "null");
