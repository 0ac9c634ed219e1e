import type { NotifyEmailType } from "@aws-sdk/client-cognito-identity-provider";
import { senderOf } from "../message/envelope.ts";
import { send } from "../message/notify.ts";
import { asHtml } from "../message/templates.ts";
import type { Pool } from "../pool/pool.ts";
import type { RiskConfiguration } from "../risk/risk-configuration.ts";
import { isVerified, type User } from "../user/user.ts";
import type { AuthEvent } from "./auth-event.ts";
import { feedbackToken } from "./feedback.ts";

const defaultBody = "We blocked an attempt to sign in to your account {username} at {login-time} from {ip-address}.";
const defaultEmail: NotifyEmailType = { Subject: "Blocked sign-in attempt", TextBody: defaultBody };

/**
 * Writes to a user whose sign-in was blocked, where the configuration tells them of the highest risk (HighAction.Notify):
 * by its BlockEmail, in whose placeholders stands what an app needs to take the user's word on it
 * (AWS: NotifyConfigurationType). A mail that cannot be sent is the log's business alone.
 */
export async function tellOfBlock(
  services: Parameters<typeof send>[0],
  { pool, user }: { readonly pool: Pool; readonly user: User },
  { content, createdAt }: AuthEvent,
  configuration: RiskConfiguration | undefined,
): Promise<void> {
  const { NotifyConfiguration, Actions } = configuration?.content.AccountTakeoverRiskConfiguration ?? {};
  const { email } = user.attributes;
  if (!NotifyConfiguration || !Actions?.HighAction?.Notify || !email || !isVerified(user, "email")) return;
  const { BlockEmail: mail = defaultEmail, From, ReplyTo, SourceArn } = NotifyConfiguration;
  const values: Readonly<Record<string, string>> = {
    username: user.username,
    "ip-address": content.address ?? "",
    "login-time": createdAt.toUTCString(),
    "device-name": "",
    city: "",
    country: "",
    "event-id": content.eventId,
    "feedback-token": feedbackToken(services, { pool, user, eventId: content.eventId }),
  };
  const body = mail.TextBody ?? mail.HtmlBody ?? defaultBody;
  const letter = {
    userPoolId: pool.id,
    username: user.username,
    medium: "EMAIL",
    destination: email,
    attribute: "email",
    subject: mail.Subject ?? "",
    body: fillIn(body, values),
    from: senderOf({ From, SourceArn }),
    ...(ReplyTo !== undefined && { replyTo: ReplyTo }),
    ...(mail.TextBody !== undefined && { text: fillIn(mail.TextBody, values) }),
    html: fillIn(mail.HtmlBody ?? asHtml.value(body), values, asHtml.value),
  } as const;
  const errand = {
    about: "AccountTakeOverNotification",
    userName: user.username,
    userAttributes: takeOverAttributes(values),
    // Whose call it was is not known here any more.
    occasion: { client: content.clientId === undefined ? undefined : { id: content.clientId } },
  } as const;
  await send(services, pool, letter, errand).catch((error) => {
    services.log.warn({ userPoolId: pool.id, error: String(error) }, "a user was not told of a blocked sign-in");
  });
}

/** What a function that sends mail is told in the place of the user's attributes. */
const takeOverAttributes = (values: Readonly<Record<string, string>>): Record<string, string> => ({
  EVENT_ID: values["event-id"] ?? "",
  USER_NAME: values.username ?? "",
  IP_ADDRESS: values["ip-address"] ?? "",
  ACCOUNT_TAKE_OVER_ACTION: "BLOCK",
  ONE_CLICK_LINK_VALID: "",
  ONE_CLICK_LINK_INVALID: "",
  LOGIN_TIME: values["login-time"] ?? "",
  FEEDBACK_TOKEN: values["feedback-token"] ?? "",
});

function fillIn(body: string, values: Readonly<Record<string, string>>, write = (value: string) => value): string {
  return body.replaceAll(/\{([a-z-]+)\}/g, (all, name) =>
    Object.hasOwn(values, name) ? write(values[name] ?? "") : all,
  );
}
