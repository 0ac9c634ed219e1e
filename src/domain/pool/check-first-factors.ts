import type { WebAuthnConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { PoolSettings } from "./pool.ts";
import type { WantedPool } from "./wanted-pool.ts";

const refuse = (text: string): never => fail("InvalidParameterException", text);

/** With what people may sign in instead of a password, and without one. Throws InvalidParameterException. */
export function checkFirstFactors({ input, factors: { WebAuthnConfiguration } = {} }: WantedPool): void {
  const first = input.Policies?.SignInPolicy?.AllowedFirstAuthFactors;
  if (first?.includes("PASSWORD") === false) {
    refuse("Password should be configured as one of the allowed first auth factors.");
  }
  if (first?.includes("SMS_OTP") && !input.SmsConfiguration) {
    refuse("SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration");
  }
  checkBesideMfa(input, {
    passkeys: WebAuthnConfiguration,
    otherwise: "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.",
  });
}

/**
 * Where MFA is required, no code is a first factor, and no passkey but one that counts as both; beside optional MFA all are
 * (measured on AWS: go-to-k/cdkd). Throws InvalidParameterException, with the text `otherwise` where passkeys do not count.
 */
export function checkBesideMfa(
  { MfaConfiguration, Policies }: Pick<PoolSettings, "MfaConfiguration" | "Policies">,
  { passkeys, otherwise }: { passkeys: WebAuthnConfigurationType | undefined; otherwise: string },
): void {
  if (MfaConfiguration !== "ON") return;
  const first = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  if (first.includes("EMAIL_OTP") || first.includes("SMS_OTP")) {
    refuse("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled");
  }
  const countAsBoth = passkeys?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  if (first.includes("WEB_AUTHN") && !countAsBoth) refuse(otherwise);
}
