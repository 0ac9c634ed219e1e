import { and, asc } from "drizzle-orm";
import type { Sealer } from "../crypto/seal.ts";
import type { Message } from "../domain/message/message.ts";
import type { OutboxStore } from "../domain/message/outbox-store.ts";
import type { Connection } from "./connection.ts";
import { cameAfter, equals, keepNewest } from "./record-rows.ts";
import { sealedJson } from "./sealed-json.ts";

const kept = 10_000;
const trimmedEvery = 100;

/** What a message says, and the secret in it. To whom it went is as plain here as among the user's attributes. */
type Content = Pick<Message, "attribute" | "subject" | "body" | "code" | "link" | "sentBy">;

export function outboxStore(connection: Connection, sealer: Sealer): OutboxStore {
  const { queries } = connection;
  const { messages } = connection.tables;
  const contents = sealedJson<Content, { poolId: string }>(sealer, ({ poolId }) => `message/${poolId}`);

  const { id, poolId, username, medium, destination, sealed, at } = messages;

  return {
    async insert(message, at) {
      const { userPoolId: poolId, username, medium, destination, ...content } = message;
      const sealed = contents.seal({ poolId }, content);
      const [row] = await queries
        .insert(messages)
        .values({ poolId, username, medium, destination, sealed, at })
        .returning({ id: messages.id });
      const { id } = row!;
      if (id % trimmedEvery === 0) await keepNewest(connection, messages, kept);
      return { ...message, id: String(id), at };
    },

    async list(filter) {
      const rows = await queries
        .select({ id, userPoolId: poolId, username, medium, destination, sealed, at })
        .from(messages)
        .where(
          and(
            equals(poolId, filter.userPoolId),
            equals(username, filter.username),
            equals(medium, filter.medium),
            equals(destination, filter.destination),
            cameAfter(messages, filter.after),
          ),
        )
        .orderBy(asc(id));
      return rows.map(({ sealed, ...row }) => ({
        ...row,
        ...contents.open({ poolId: row.userPoolId }, sealed),
        id: String(row.id),
      }));
    },

    async delete({ userPoolId }) {
      await queries.delete(messages).where(equals(poolId, userPoolId));
    },
  };
}
