import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { deliverLog } from "../log-delivery/deliver-log.ts";
import { type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { Contact } from "../user/verification.ts";
import { envelopeOf } from "./envelope.ts";
import type { Letter } from "./sender.ts";
import { asHtml, asText, fillIn, type MessageKind, templateFor } from "./templates.ts";

const mediumOf = ({ attribute }: Contact) => (attribute === "email" ? "EMAIL" : "SMS");

/** An address or number as answers show it: `j***@e***`, `+*******1234`. */
export function mask({ attribute, destination }: Contact): string {
  if (attribute === "phone_number")
    return `+${"*".repeat(Math.max(destination.length - 5, 0))}${destination.slice(-4)}`;
  const [name = "", domain = ""] = destination.split("@");
  return `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

/** What an answer tells about a code that is on its way. */
export const deliveryDetails = (contact: Contact): CodeDeliveryDetailsType => ({
  AttributeName: contact.attribute,
  DeliveryMedium: mediumOf(contact),
  Destination: mask(contact),
});

/** What people sign in with: where it is an address or number, they have never seen their username. */
function signInName(pool: Pool, { username, attributes }: Pick<User, "username" | "attributes">): string {
  const [name = username] = usernameAttributes(pool).flatMap((attribute) => attributes[attribute] ?? []);
  return name;
}

type Sending = Pick<Services, "database" | "sender" | "clock" | "log" | "logDestinations">;

/**
 * Writes a message from the pool's template into the outbox and sends it.
 * Throws CodeDeliveryFailureException when it cannot be handed over; what was done before stands, as on Cognito.
 */
export async function notify(
  services: Sending,
  pool: Pool,
  user: Pick<User, "username" | "attributes">,
  { kind, contact, code, link }: { kind: MessageKind; contact: Contact; code: string; link?: string },
): Promise<CodeDeliveryDetailsType> {
  const medium = mediumOf(contact);
  const template = templateFor(pool, kind, medium);
  const values = { username: signInName(pool, user), code, link };
  const letter = {
    userPoolId: pool.id,
    ...values,
    username: user.username,
    medium,
    destination: contact.destination,
    attribute: contact.attribute,
    subject: template.subject,
    body: fillIn(template.body, values, asText),
    ...envelopeOf(pool),
    html: fillIn(template.body, values, asHtml),
  } as const;
  await send(services, pool, letter);
  return deliveryDetails(contact);
}

/** Writes a message into the outbox and hands it over. Throws CodeDeliveryFailureException. */
export async function send(
  { database, sender, clock, log, logDestinations }: Sending,
  pool: Pool,
  letter: Letter,
): Promise<void> {
  const { from: _from, replyTo: _replyTo, html: _html, text: _text, ...message } = letter;
  await database.outbox.insert(message, clock.now());
  try {
    await sender.send(letter);
  } catch (error) {
    log.error({ userPoolId: pool.id, medium: letter.medium, error: String(error) }, "a message could not be sent");
    const details = `${letter.medium} message delivery failure: ${error}`;
    await deliverLog({ database, clock, log, logDestinations }, pool, "userNotification", { details });
    fail("CodeDeliveryFailureException", undefined, String(error));
  }
}
