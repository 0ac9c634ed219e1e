import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import { textsFor } from "../trigger/custom-message.ts";
import type { MessageSource } from "../trigger/message-source.ts";
import type { Occasion } from "../trigger/occasion.ts";
import type { Running } from "../trigger/run-trigger.ts";
import type { User } from "../user/user.ts";
import type { Message } from "./message.ts";
import { type MessageKind, type Template, templateFor } from "./templates.ts";

/** A message that is to be worded. */
interface Wanted {
  readonly pool: Pool;
  readonly user: User;
  readonly about: MessageSource;
  readonly kind: MessageKind;
  readonly medium: Message["medium"];
}

/** What AWS calls the texts of a function, and how long they may be. */
const bounds = {
  EMAIL: { member: "emailBody", longest: 20_000 },
  SMS: { member: "smsMessage", longest: 140 },
} as const;

const anything = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";

/**
 * A message's words, placeholders still in them: those of the pool's function (CustomMessage), or else of the pool's
 * template. Throws InvalidParameterException for words of a function that are too many, or lack a placeholder.
 */
export async function wordsFor(
  services: Running,
  { pool, user, about, kind, medium }: Wanted,
  occasion: Occasion,
): Promise<Template> {
  const template = templateFor(pool, kind, medium);
  const texts = await textsFor(services, { pool, user, about }, occasion);
  const body = medium === "EMAIL" ? texts?.emailMessage : texts?.smsMessage;
  if (body) checkBody(body, { medium, kind });
  return {
    subject: (medium === "EMAIL" && texts?.emailSubject) || template.subject,
    body: body || template.body,
  };
}

function checkBody(body: string, { medium, kind }: Pick<Wanted, "medium" | "kind">): void {
  const { member, longest } = bounds[medium];
  const refuse = (rule: string): never => {
    const text = `at '${member}' failed to satisfy constraint: ${rule}`;
    const found = "1 validation error detected: Value";
    return fail("InvalidParameterException", `${found} '${body}' ${text}`, `CustomMessage: ${found} ${text}`);
  };
  const lacks = (placeholder: string): never =>
    refuse(`Member must satisfy regular expression pattern: ${anything}${placeholder}${anything}`);
  if (body.length > longest) refuse(`Member must have length less than or equal to ${longest}`);
  const hasLink = kind === "link" && /\{##.*##\}/s.test(body);
  if (!body.includes("{####}") && !hasLink) lacks("\\{####\\}");
  if (kind === "invitation" && !body.includes("{username}")) lacks("\\{username\\}");
}
