import type { WantedMfa, WantedMfas } from "../../domain/user/mfa.ts";

/** Members of SetUserMFAPreference and AdminSetUserMFAPreference. */
interface PreferenceInput {
  readonly SMSMfaSettings?: WantedMfa;
  readonly SoftwareTokenMfaSettings?: WantedMfa;
  readonly EmailMfaSettings?: WantedMfa;
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean };
}

export const wantedMfas = (input: PreferenceInput): WantedMfas => ({
  SMS_MFA: input.SMSMfaSettings,
  EMAIL_OTP: input.EmailMfaSettings,
  SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings,
  passkey: input.WebAuthnMfaSettings?.Enabled,
});
