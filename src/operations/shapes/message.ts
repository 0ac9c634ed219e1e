import * as z from "zod";
import { oneOf, text } from "./constraints.ts";
import { Arn, OptionalArn, RegionCode, StringType } from "./primitive.ts";

const printable = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]";
const visible = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]";

/** As AWS's messages quote it: the public model has the same without `(?s)`, and so for one line. */
export const SmsVerificationMessage = text({
  min: 6,
  max: 140,
  pattern: "(?s).*\\{####\\}(?s).*",
  match: "(?s)(?=.*$).*?\\{####\\}.*",
});

export const EmailVerificationMessage = text({
  min: 6,
  max: 20_000,
  pattern: `${printable}*\\{####\\}${printable}*`,
  match: `(?=${printable}*$)${printable}*?\\{####\\}${printable}*`,
});

// Where the first "{##" is followed by no "##}", no later one is: the search need not begin again.
export const EmailVerificationMessageByLink = text({
  min: 6,
  max: 20_000,
  pattern: `${printable}*\\{##${printable}*##\\}${printable}*`,
  match: `(?=${printable}*$)(?:(?!\\{##)${printable})*\\{##${printable}*##\\}${printable}*`,
});

export const EmailVerificationSubject = text({
  min: 1,
  max: 140,
  pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+",
});

export const DefaultEmailOption = oneOf("CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE");

/** The messages that carry a verification code. */
export const VerificationMessageTemplate = z.object({
  SmsMessage: SmsVerificationMessage.optional(),
  EmailMessage: EmailVerificationMessage.optional(),
  EmailSubject: EmailVerificationSubject.optional(),
  EmailMessageByLink: EmailVerificationMessageByLink.optional(),
  EmailSubjectByLink: EmailVerificationSubject.optional(),
  DefaultEmailOption: DefaultEmailOption.optional(),
});

export const SmsInviteMessage = text({ min: 6, max: 140, pattern: "(?s).*" });

export const EmailInviteMessage = text({ min: 6, max: 20_000, pattern: `${printable}*` });

/** The messages that carry a temporary password. */
export const MessageTemplate = z.object({
  SMSMessage: SmsInviteMessage.optional(),
  EmailMessage: EmailInviteMessage.optional(),
  EmailSubject: EmailVerificationSubject.optional(),
});

// The first "@" after the first character decides; the model's expression would try each of them.
export const EmailAddress = text({
  pattern: `${visible}+@${visible}+`,
  match: `${visible}(?:(?!@)${visible})*@${visible}+`,
});

export const EmailSendingAccount = oneOf("COGNITO_DEFAULT", "DEVELOPER");

export const SESConfigurationSet = text({ min: 1, max: 64, pattern: "^[a-zA-Z0-9_-]+$" });

export const EmailConfiguration = z.object({
  SourceArn: Arn.optional(),
  ReplyToEmailAddress: EmailAddress.optional(),
  EmailSendingAccount: EmailSendingAccount.optional(),
  From: StringType.optional(),
  ConfigurationSet: SESConfigurationSet.optional(),
});

export const EumsSmsConfiguration = z.object({
  CallerArn: Arn,
  ExternalId: StringType.optional(),
  OriginationIdentity: StringType.optional(),
  ConfigurationSetName: StringType.optional(),
  InEntityId: StringType.optional(),
  InTemplateId: StringType.optional(),
  Region: RegionCode.optional(),
});

export const SmsConfiguration = z.object({
  SnsCallerArn: OptionalArn.optional(),
  ExternalId: StringType.optional(),
  SnsRegion: RegionCode.optional(),
  EumsSms: EumsSmsConfiguration.optional(),
});
