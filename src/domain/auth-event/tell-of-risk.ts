import type { NotifyConfigurationType, NotifyEmailType } from "@aws-sdk/client-cognito-identity-provider";
import { senderOf } from "../message/envelope.ts";
import { send } from "../message/notify.ts";
import { asHtml } from "../message/templates.ts";
import type { Pool } from "../pool/pool.ts";
import type { RiskConfiguration } from "../risk/risk-configuration.ts";
import { actionAt } from "../risk/threat-protection.ts";
import type { Services } from "../services.ts";
import { isVerified, type User } from "../user/user.ts";
import type { AuthEvent } from "./auth-event.ts";
import { feedbackToken } from "./feedback.ts";

/** What a user is told: that a sign-in was refused, took a second factor, or was let pass. */
export type Told = keyof Pick<NotifyConfigurationType, "BlockEmail" | "MfaEmail" | "NoActionEmail">;

/** Of what a user is told, and the configuration by which the sign-in was judged: by now there may be another. */
export interface Telling {
  readonly told: Told;
  readonly configuration: RiskConfiguration | undefined;
}

const details =
  "Time: {login-time}\nDevice: {device-name}\nAddress: {ip-address}\n" +
  "Was it you? {one-click-link-valid}\nWas it somebody else? {one-click-link-invalid}";

/** Where the configuration has no mail of its own. */
const defaults: Readonly<Record<Told, NotifyEmailType & { readonly TextBody: string }>> = {
  BlockEmail: {
    Subject: "Blocked sign-in attempt",
    TextBody: `We blocked an attempt to sign in to your account {username}.\n${details}`,
  },
  MfaEmail: {
    Subject: "New sign-in attempt",
    TextBody: `We asked for a second factor when somebody signed in to your account {username}.\n${details}`,
  },
  NoActionEmail: { Subject: "New sign-in", TextBody: `Somebody signed in to your account {username}.\n${details}` },
};

/**
 * Writes to a user of a sign-in that was at risk, where the configuration wants them told of that level: by its own mail, in
 * whose placeholders stands what an app needs to take the user's word on it, and links that do without an app
 * (AWS: NotifyConfigurationType, "Message templates"). A mail that cannot be sent is the log's business alone.
 */
export async function tellOfRisk(
  services: Parameters<typeof send>[0] & Pick<Services, "publicUrl">,
  { pool, user }: { readonly pool: Pool; readonly user: User },
  event: AuthEvent,
  { told, configuration }: Telling,
): Promise<void> {
  const { level, clientId } = event.content;
  const { NotifyConfiguration } = configuration?.content.AccountTakeoverRiskConfiguration ?? {};
  const { email } = user.attributes;
  if (!level || !NotifyConfiguration || !actionAt(configuration, level).Notify) return;
  if (!email || !isVerified(user, "email")) return;
  const { From, ReplyTo, SourceArn } = NotifyConfiguration;
  const mail = NotifyConfiguration[told] ?? defaults[told];
  const values = valuesOf(services, { pool, user }, event);
  const body = mail.TextBody ?? mail.HtmlBody ?? defaults[told].TextBody;
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
    userAttributes: takeOverAttributes(values, told),
    // Whose call it was is not known here any more.
    occasion: { client: clientId === undefined ? undefined : { id: clientId } },
  } as const;
  await send(services, pool, letter, errand).catch((error) => {
    services.log.warn({ userPoolId: pool.id, error: String(error) }, "a user was not told of a sign-in at risk");
  });
}

type Values = Readonly<Record<string, string>>;

/** What stands in the placeholders. Nothing here knows where an address is. */
function valuesOf(
  services: Pick<Services, "sealer" | "publicUrl">,
  { pool, user }: { readonly pool: Pool; readonly user: User },
  { content, createdAt }: AuthEvent,
): Values {
  const { eventId } = content;
  const token = feedbackToken(services, { pool, user, eventId });
  const link = (value: string): string => {
    const query = { user_name: user.username, event_id: eventId, feedback_token: token, feedback_value: value };
    return `${services.publicUrl()}/${pool.id}/feedback?${new URLSearchParams(query)}`;
  };
  return {
    username: user.username,
    "ip-address": content.address ?? "unknown",
    "login-time": createdAt.toUTCString(),
    "device-name": content.deviceName ?? "unknown",
    city: "unknown",
    country: "unknown",
    "event-id": eventId,
    "feedback-token": token,
    "one-click-link-valid": link("Valid"),
    "one-click-link-invalid": link("Invalid"),
  };
}

/** What a function that sends mail is told in the place of the user's attributes. */
const takeOverAttributes = (values: Values, told: Told): Record<string, string> => ({
  EVENT_ID: values["event-id"] ?? "",
  USER_NAME: values.username ?? "",
  IP_ADDRESS: values["ip-address"] ?? "",
  ACCOUNT_TAKE_OVER_ACTION: { BlockEmail: "BLOCK", MfaEmail: "MFA", NoActionEmail: "NO_ACTION" }[told],
  ONE_CLICK_LINK_VALID: values["one-click-link-valid"] ?? "",
  ONE_CLICK_LINK_INVALID: values["one-click-link-invalid"] ?? "",
  LOGIN_TIME: values["login-time"] ?? "",
  FEEDBACK_TOKEN: values["feedback-token"] ?? "",
});

function fillIn(body: string, values: Values, write = (value: string) => value): string {
  return body.replaceAll(/\{([a-z-]+)\}/g, (all, name) =>
    Object.hasOwn(values, name) ? write(values[name] ?? "") : all,
  );
}
