import type {
  GetUserPoolMfaConfigResponse,
  SetUserPoolMfaConfigRequest,
} from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { checkBesideMfa } from "./check-first-factors.ts";
import { checkSms } from "./check-sms.ts";
import { type MfaMethod, mfaMethodsOf, type Pool } from "./pool.ts";
import { checkTier } from "./tier.ts";

type MfaConfigInput = Omit<SetUserPoolMfaConfigRequest, "UserPoolId">;

/** A pool's second factors as GetUserPoolMfaConfig shows them: what is configured, and nothing beside it. */
export function describeMfaConfig(pool: Pool): GetUserPoolMfaConfigResponse {
  const { settings } = pool;
  const methods = mfaMethodsOf(pool);
  return {
    ...(methods.includes("SMS_MFA") && {
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: settings.SmsAuthenticationMessage,
        SmsConfiguration: settings.SmsConfiguration,
      },
    }),
    ...(methods.length > 0 && { SoftwareTokenMfaConfiguration: settings.SoftwareTokenMfaConfiguration }),
    ...(methods.includes("EMAIL_OTP") && { EmailMfaConfiguration: settings.EmailMfaConfiguration }),
    MfaConfiguration: settings.MfaConfiguration ?? "OFF",
    WebAuthnConfiguration: settings.WebAuthnConfiguration,
  };
}

/**
 * The pool with its second factors replaced, as SetUserPoolMfaConfig asks; MFA that is not mentioned is off, passkeys
 * that are not mentioned stay. Throws InvalidParameterException, FeatureUnavailableInTierException.
 */
export function changeMfaConfig(
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  pool: Pool,
  input: MfaConfigInput,
): Pool {
  const { MfaConfiguration = "OFF", SmsMfaConfiguration: sms } = input;
  const { EmailMfaConfiguration, SoftwareTokenMfaConfiguration } = input;
  const methods = methodsIn(input);
  checkTogether(MfaConfiguration, methods);
  checkRelyingParty(input.WebAuthnConfiguration?.RelyingPartyId);
  const SmsConfiguration = sms?.SmsConfiguration ?? pool.settings.SmsConfiguration;
  if (sms) {
    const asked = { MfaConfiguration, SmsConfiguration };
    checkSms({ input: asked, factors: { MfaMethods: ["SMS_MFA"] }, region: pool.region, accountId });
  }
  const settings = {
    ...pool.settings,
    MfaConfiguration,
    MfaMethods: methods.length > 0 ? methods : undefined,
    EmailMfaConfiguration,
    SoftwareTokenMfaConfiguration,
    ...(sms && { SmsConfiguration, SmsAuthenticationMessage: sms.SmsAuthenticationMessage }),
    WebAuthnConfiguration: input.WebAuthnConfiguration ?? pool.settings.WebAuthnConfiguration,
  };
  checkBesideMfa(settings, {
    // Passkeys that the call does not mention count as one factor here, whatever the pool has of them.
    passkeys: input.WebAuthnConfiguration,
    otherwise:
      "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor",
  });
  checkTier(settings);
  checkEmailSender(settings);
  return { ...pool, settings, modifiedAt: clock.now() };
}

const methodsIn = (input: MfaConfigInput): MfaMethod[] => [
  ...(input.SmsMfaConfiguration ? (["SMS_MFA"] as const) : []),
  ...(input.EmailMfaConfiguration ? (["EMAIL_OTP"] as const) : []),
  ...(input.SoftwareTokenMfaConfiguration?.Enabled ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
];

function checkTogether(mfa: Pool["settings"]["MfaConfiguration"], methods: readonly MfaMethod[]): void {
  if (mfa === "OFF" && methods.length > 0) {
    fail(
      "InvalidParameterException",
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
  }
  if (mfa !== "OFF" && methods.length === 0) {
    fail(
      "InvalidParameterException",
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
  }
}

/** Passkeys are made for a domain: a URL, or a name that no page could have as its host, is none. */
function checkRelyingParty(id = ""): void {
  if (/[^a-z0-9.-]/i.test(id)) fail("InvalidParameterException", "RelyingPartyId contains invalid characters");
}

/** Cognito's own sender is for a few mails a day: AWS takes codes for signing in to SES. */
function checkEmailSender({ MfaMethods, EmailConfiguration }: Pool["settings"]): void {
  if (!MfaMethods?.includes("EMAIL_OTP") || EmailConfiguration?.EmailSendingAccount === "DEVELOPER") return;
  fail(
    "InvalidParameterException",
    "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.",
  );
}
