import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import { deliverLog } from "../log-delivery/deliver-log.ts";
import { type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { MessageSource } from "../trigger/message-source.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { userAttributes } from "../trigger/user-attributes.ts";
import type { User } from "../user/user.ts";
import type { Contact } from "../user/verification.ts";
import { envelopeOf } from "./envelope.ts";
import { type Errand, sendByFunction, senderFor } from "./send-by-function.ts";
import type { Letter } from "./sender.ts";
import { asHtml, asText, fillIn, type MessageKind, templateFor } from "./templates.ts";
import { wordsFor } from "./words.ts";

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

type Sending = Pick<
  Services,
  "database" | "sender" | "clock" | "log" | "logDestinations" | "functions" | "random" | "sealer" | "aside"
>;

/** Whether the caller waits for the mail server. Who must not learn that there is somebody to write to does not. */
export type Patience = "waits" | "does-not-wait";

/** Of a call that is answered just the same for nobody, where its client hides who exists. */
export const patienceOf = (client: Client): Patience => (hidesUnknownUsers(client) ? "does-not-wait" : "waits");

/** What somebody is told, and in the course of which call. */
export interface Notice {
  readonly about: MessageSource;
  readonly occasion: Occasion;
  readonly contact: Contact;
  /** A code or a temporary password. */
  readonly code: string;
  /** The URL to which the message links, where it holds a link in place of the code. */
  readonly link?: string;
  /** Waits, where it is left out. */
  readonly patience?: Patience;
}

function kindOf({ about, link }: Notice): MessageKind {
  if (about === "AdminCreateUser") return "invitation";
  if (about === "Authentication") return "authentication";
  return link === undefined ? "verification" : "link";
}

/**
 * Writes a message, in the pool's words or those of its function, into the outbox and sends it; or has the pool's function
 * send it. Throws CodeDeliveryFailureException when it cannot be handed over and the caller waits for that, and what
 * CustomMessage leads to; what was done before stands, as on Cognito.
 */
export async function notify(
  services: Sending,
  pool: Pool,
  user: User,
  notice: Notice,
): Promise<CodeDeliveryDetailsType> {
  const { about, occasion, contact, code, link } = notice;
  const medium = mediumOf(contact);
  const kind = kindOf(notice);
  // A function that sends messages writes them too.
  const words = senderFor(pool, medium)
    ? templateFor(pool, kind, medium)
    : await wordsFor(services, { pool, user, about, kind, medium }, occasion);
  const values = { username: signInName(pool, user), code, link };
  const letter = {
    userPoolId: pool.id,
    ...values,
    username: user.username,
    medium,
    destination: contact.destination,
    attribute: contact.attribute,
    subject: words.subject,
    body: fillIn(words.body, values, asText),
    ...envelopeOf(pool),
    html: fillIn(words.body, values, asHtml),
  } as const;
  const errand = { about, userName: user.username, userAttributes: userAttributes(pool, user), occasion };
  await send(services, pool, letter, errand, notice.patience);
  return deliveryDetails(contact);
}

/**
 * Writes a message into the outbox and hands it over, to the pool's function where it has one for the medium.
 * Throws CodeDeliveryFailureException where the caller waits, but for what a function should have sent.
 */
export async function send(
  services: Sending,
  pool: Pool,
  letter: Letter,
  errand: Omit<Errand, "medium" | "code">,
  patience: Patience = "waits",
): Promise<void> {
  const { database, clock, aside } = services;
  const { from: _from, replyTo: _replyTo, html: _html, text: _text, ...message } = letter;
  const { medium, code } = letter;
  const sentBy = senderFor(pool, medium);
  await database.outbox.insert({ ...message, sentBy }, clock.now());
  if (sentBy) return sendByFunction(services, pool, { ...errand, medium, code });
  if (patience === "does-not-wait") return aside.run(async () => void (await handOver(services, pool, letter)));
  const failure = await handOver(services, pool, letter);
  if (failure !== undefined) fail("CodeDeliveryFailureException", undefined, failure);
}

/** Gives what went wrong, if something did, of which the log and the pool's own log have a line. */
async function handOver(services: Sending, pool: Pool, letter: Letter): Promise<string | undefined> {
  try {
    await services.sender.send(letter);
    return undefined;
  } catch (error) {
    const facts = { userPoolId: pool.id, medium: letter.medium, error: String(error) };
    services.log.error(facts, "a message could not be sent");
    const details = `${letter.medium} message delivery failure: ${error}`;
    await deliverLog(services, pool, "userNotification", { details });
    return String(error);
  }
}
