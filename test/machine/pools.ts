import type { AuthFactorType } from "@aws-sdk/client-cognito-identity-provider";
import { EmailConfiguration, makeMfaApp, withApp, withEmail, withSms } from "../support/mfa.ts";
import { makeClient } from "../support/people.ts";
import type { Poolhouse } from "../support/start.ts";
import { choicePool } from "../support/user-auth.ts";
import { grace, type Pool } from "./model.ts";
import { LambdaConfig } from "./riddles.ts";

const flows = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_AUTH",
  "ALLOW_CUSTOM_AUTH",
] as const;
const hidden = { PreventUserExistenceErrors: "ENABLED" } as const;
const plain = { ...hidden, ExplicitAuthFlows: [...flows, "ALLOW_REFRESH_TOKEN_AUTH" as const] };
const rotating = {
  ...{ ...hidden, ExplicitAuthFlows: [...flows] },
  RefreshTokenRotation: { Feature: "ENABLED" as const, RetryGracePeriodSeconds: grace },
};

/** Where people have passkeys. */
export const site = { id: "example.com", origin: "https://example.com" };

/** Makes a pool as the model has it, with a client that keeps refresh tokens and one that rotates them. */
export async function makePool(service: Poolhouse, { demandsMfa, tracksDevices, passkeyIsBoth }: Pool) {
  const DeviceConfiguration = tracksDevices ? { ChallengeRequiredOnNewDevice: true } : undefined;
  const FactorConfiguration = passkeyIsBoth ? "MULTI_FACTOR_WITH_USER_VERIFICATION" : "SINGLE_FACTOR";
  const MfaConfiguration = demandsMfa ? "ON" : "OPTIONAL";
  const WebAuthnConfiguration = { RelyingPartyId: site.id, FactorConfiguration } as const;
  const mfa = { ...withApp, ...withSms, ...withEmail, MfaConfiguration, WebAuthnConfiguration } as const;
  const codes = demandsMfa ? [] : (["EMAIL_OTP", "SMS_OTP"] as const);
  const AllowedFirstAuthFactors: AuthFactorType[] = ["PASSWORD", ...codes, "WEB_AUTHN"];
  const Policies = { SignInPolicy: { AllowedFirstAuthFactors } };
  const settings = { ...choicePool, Policies, EmailConfiguration, DeviceConfiguration, LambdaConfig };
  const app = await makeMfaApp(service, mfa, settings, plain);
  return { UserPoolId: app.UserPoolId, clients: [app.ClientId, await makeClient(service, app.UserPoolId, rotating)] };
}
