import * as z from "zod";
import { findMessages } from "../../domain/message/find-messages.ts";
import type { SentMessage } from "../../domain/message/message.ts";
import type { Services } from "../../domain/services.ts";
import { members, readQuery } from "./input.ts";
import { poolOf } from "./pool.ts";
import type { Resource } from "./resource.ts";

const text = z.string().min(1, "must not be empty").optional();

const filters = members({
  userPoolId: text,
  destination: text,
  username: text,
  medium: z
    .string()
    .toUpperCase()
    .pipe(z.enum(["EMAIL", "SMS"]))
    .optional(),
  after: z.union([messageId(), instant()], "must be a message's id or a time such as 2030-01-01T00:00:00Z").optional(),
});

function messageId() {
  return z
    .string()
    .regex(/^\d+$/)
    .transform((id) => ({ id }));
}

function instant() {
  return z.iso.datetime({ offset: true }).transform((at) => ({ at: new Date(at) }));
}

/**
 * The outbox: GET reads it, oldest first, DELETE empties it or one pool's part of it; both after what earlier calls have
 * left to be sent (`settled`).
 */
export function messages({ database }: Pick<Services, "database">, settled: () => Promise<void>): Resource {
  return {
    GET: async (c) => {
      const filter = readQuery(c, filters);
      if (filter.userPoolId !== undefined) await poolOf(database, filter.userPoolId);
      await settled();
      return c.json((await findMessages(database, filter)).map(asJson));
    },
    DELETE: async (c) => {
      const { userPoolId } = readQuery(c, members({ userPoolId: text }));
      if (userPoolId !== undefined) await poolOf(database, userPoolId);
      await settled();
      await database.outbox.delete({ userPoolId });
      return c.body(null, 204);
    },
  };
}

const asJson = (message: SentMessage) => ({
  id: message.id,
  at: message.at.toISOString(),
  userPoolId: message.userPoolId,
  username: message.username,
  medium: message.medium,
  destination: message.destination,
  attribute: message.attribute,
  subject: message.subject,
  body: message.body,
  code: message.code ?? null,
  link: message.link ?? null,
  sentBy: message.sentBy ?? null,
});
