import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Sealer } from "../crypto/seal.ts";
import type { Message } from "../domain/message/message.ts";
import type { OutboxStore } from "../domain/message/outbox-store.ts";
import type { Connection } from "./connection.ts";
import { sealedJson } from "./sealed-json.ts";

const kept = 10_000;
const trimmedEvery = 100;

/** What a message says, and the secret in it. To whom it went is as plain here as among the user's attributes. */
type Content = Pick<Message, "attribute" | "subject" | "body" | "code" | "link" | "sentBy">;

export function outboxStore({ queries, tables, upTo }: Connection, sealer: Sealer): OutboxStore {
  const { messages } = tables;
  const contents = sealedJson<Content, { poolId: string }>(sealer, ({ poolId }) => `message/${poolId}`);

  const { id, poolId, username, medium, destination, sealed, at } = messages;

  /** Deletes all but the newest. */
  async function trim(): Promise<void> {
    const [newestToGo] = await queries
      .select({ id: messages.id })
      .from(messages)
      .orderBy(desc(messages.id))
      .limit(upTo(1))
      .offset(kept);
    if (newestToGo) await queries.delete(messages).where(lte(messages.id, newestToGo.id));
  }

  return {
    async insert(message, at) {
      const { userPoolId: poolId, username, medium, destination, ...content } = message;
      const sealed = contents.seal({ poolId }, content);
      const [row] = await queries
        .insert(messages)
        .values({ poolId, username, medium, destination, sealed, at })
        .returning({ id: messages.id });
      const { id } = row!;
      if (id % trimmedEvery === 0) await trim();
      return { ...message, id: String(id), at };
    },

    async list(filter) {
      const { after } = filter;
      const rows = await queries
        .select({ id, userPoolId: poolId, username, medium, destination, sealed, at })
        .from(messages)
        .where(
          and(
            equals(poolId, filter.userPoolId),
            equals(username, filter.username),
            equals(medium, filter.medium),
            equals(destination, filter.destination),
            after && ("id" in after ? gt(id, numberOf(after.id)) : gt(at, after.at)),
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
      await queries.delete(messages).where(userPoolId === undefined ? undefined : eq(messages.poolId, userPoolId));
    },
  };
}

const equals = (column: PgColumn, value: string | undefined) => (value === undefined ? undefined : eq(column, value));

/** Nothing comes after an id that was never given. */
function numberOf(id: string): number {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : Number.MAX_SAFE_INTEGER;
}
