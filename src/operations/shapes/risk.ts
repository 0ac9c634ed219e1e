import * as z from "zod";
import { oneOf, text } from "./constraints.ts";
import { Arn, StringType } from "./primitive.ts";

const printable = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+";

export const EventFilters = z.array(oneOf("SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"));

export const CompromisedCredentialsRiskConfiguration = z.object({
  EventFilter: EventFilters.optional(),
  Actions: z.object({ EventAction: oneOf("BLOCK", "NO_ACTION") }),
});

export const NotifyEmail = z.object({
  Subject: text({ min: 1, max: 140, pattern: printable }),
  HtmlBody: text({ min: 6, max: 20_000, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]+" }).optional(),
  TextBody: text({ min: 6, max: 20_000, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]+" }).optional(),
});

export const NotifyConfiguration = z.object({
  From: StringType.optional(),
  ReplyTo: StringType.optional(),
  SourceArn: Arn,
  BlockEmail: NotifyEmail.optional(),
  NoActionEmail: NotifyEmail.optional(),
  MfaEmail: NotifyEmail.optional(),
});

export const AccountTakeoverAction = z.object({
  Notify: z.boolean(),
  EventAction: oneOf("BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION"),
});

export const AccountTakeoverRiskConfiguration = z.object({
  NotifyConfiguration: NotifyConfiguration.optional(),
  Actions: z.object({
    LowAction: AccountTakeoverAction.optional(),
    MediumAction: AccountTakeoverAction.optional(),
    HighAction: AccountTakeoverAction.optional(),
  }),
});

const IPRangeList = z.array(StringType).max(200);

export const RiskExceptionConfiguration = z.object({
  BlockedIPRangeList: IPRangeList.optional(),
  SkippedIPRangeList: IPRangeList.optional(),
});

/** An event of a user's history. */
export const EventId = text({ min: 1, max: 50, pattern: "[\\w+-]+" });

export const FeedbackValue = oneOf("Valid", "Invalid");
