import * as z from "zod";
import { AttributeName } from "./attribute.ts";
import { oneOf, sensitive, text } from "./constraints.ts";
import { SmsConfiguration, SmsVerificationMessage } from "./message.ts";
import { StringType } from "./primitive.ts";
import { DeliveryMedium } from "./user.ts";

export const SmsMfaConfig = z.object({
  SmsAuthenticationMessage: SmsVerificationMessage.optional(),
  SmsConfiguration: SmsConfiguration.optional(),
});

export const SoftwareTokenMfaConfig = z.object({ Enabled: z.boolean().optional() });

const printable = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]";

export const EmailMfaMessage = text({
  min: 6,
  max: 20_000,
  pattern: `${printable}*\\{####\\}${printable}*`,
  match: `(?=${printable}*$)${printable}*?\\{####\\}${printable}*`,
});

export const EmailMfaSubject = text({ min: 1, max: 140, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+" });

export const EmailMfaConfig = z.object({ Message: EmailMfaMessage.optional(), Subject: EmailMfaSubject.optional() });

export const RelyingPartyId = text({ min: 1, max: 127 });

export const WebAuthnConfiguration = z.object({
  RelyingPartyId: RelyingPartyId.optional(),
  UserVerification: oneOf("required", "preferred").optional(),
  FactorConfiguration: oneOf("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION").optional(),
});

/** What a user wants of one second factor. */
const mfaSettings = { Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() };

export const SMSMfaSettings = z.object(mfaSettings);

export const SoftwareTokenMfaSettings = z.object(mfaSettings);

export const EmailMfaSettings = z.object(mfaSettings);

export const WebAuthnMfaSettings = z.object({ Enabled: z.boolean().optional() });

/** Second factors as they were told before there were others than text messages. */
export const MFAOptionList = z.array(
  z.object({ DeliveryMedium: DeliveryMedium.optional(), AttributeName: AttributeName.optional() }),
);

export const SoftwareTokenMFAUserCode = sensitive(text({ min: 6, max: 6, pattern: "[0-9]+" }));

/** How the user calls the device with the authenticator app. */
export const FriendlyDeviceName = StringType;
