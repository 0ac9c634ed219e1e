import * as z from "zod";
import { defineTrigger, type Trigger } from "./trigger.ts";

/** What a function that sends messages itself is told. */
export interface SenderFacts {
  readonly userAttributes: Readonly<Record<string, string>>;
  /** Encrypted, in base64; null where there is nothing secret to tell. */
  readonly code: string | null;
}

/** Nobody reads what a sender answers. */
const answer = z.unknown();

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html */
export const customEmailSender = defineTrigger<SenderFacts>()({
  name: "CustomEmailSender",
  sources: [
    "CustomEmailSender_SignUp",
    "CustomEmailSender_ResendCode",
    "CustomEmailSender_ForgotPassword",
    "CustomEmailSender_UpdateUserAttribute",
    "CustomEmailSender_VerifyUserAttribute",
    "CustomEmailSender_AdminCreateUser",
    "CustomEmailSender_Authentication",
    "CustomEmailSender_AccountTakeOverNotification",
  ],
  request: ({ code, userAttributes }) => ({
    type: "customEmailSenderRequestV1",
    code,
    clientMetadata: null,
    userAttributes,
  }),
  answer,
});

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html */
export const customSmsSender = defineTrigger<SenderFacts>()({
  name: "CustomSMSSender",
  sources: [
    "CustomSMSSender_SignUp",
    "CustomSMSSender_ResendCode",
    "CustomSMSSender_ForgotPassword",
    "CustomSMSSender_UpdateUserAttribute",
    "CustomSMSSender_VerifyUserAttribute",
    "CustomSMSSender_AdminCreateUser",
    "CustomSMSSender_Authentication",
  ],
  request: ({ code, userAttributes }) => ({
    type: "customSMSSenderRequestV1",
    code,
    clientMetadata: null,
    userAttributes,
  }),
  answer,
});

/** The senders by what they send. */
export const customSenders: Readonly<Record<"EMAIL" | "SMS", Trigger<string, SenderFacts, unknown>>> = {
  EMAIL: customEmailSender,
  SMS: customSmsSender,
};
