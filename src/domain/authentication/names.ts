import type { AuthFlowType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";

/**
 * Every ChallengeName of the API, in its order, and two steps before a sign-in that has signing up behind it.
 * Sessions hold the index: append, never reorder.
 */
export const steps = [
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
  "SIGNED_UP",
  "CONFIRMED",
] as const satisfies readonly (ChallengeNameType | "SIGNED_UP" | "CONFIRMED")[];

/** Every AuthFlow of the API, in its order. Sessions hold the index: append, never reorder. */
export const flowNames = [
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
] as const satisfies readonly AuthFlowType[];
