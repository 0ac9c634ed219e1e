import { SmsConfiguration } from "./mfa.ts";
import type { makeApp } from "./people.ts";

export const choiceClient = {
  ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
} satisfies Parameters<typeof makeApp>[2];

/** A pool that takes a password, and codes by mail and text message, as the first factor. */
export const choicePool = {
  SmsConfiguration,
  AutoVerifiedAttributes: ["email"],
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP"] } },
} satisfies Parameters<typeof makeApp>[1];
