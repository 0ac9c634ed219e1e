import { and, eq, lt, type Placeholder, sql } from "drizzle-orm";
import type { FailedPasswordStore, Guessed } from "../domain/authentication/failed-password-store.ts";
import type { Connection } from "./connection.ts";

export function failedPasswordStore({ queries, tables: { failedPasswords } }: Connection): FailedPasswordStore {
  const { poolId, sub, userCreatedAt, count, expiresAt } = failedPasswords;
  const areOf = (person: { [Part in keyof Guessed]: Guessed[Part] | Placeholder }) =>
    and(eq(poolId, person.poolId), eq(sub, person.sub), eq(userCreatedAt, person.createdAt));
  const select = queries
    .select({ count, expiresAt })
    .from(failedPasswords)
    .where(
      areOf({
        poolId: sql.placeholder("poolId"),
        sub: sql.placeholder("sub"),
        createdAt: sql.placeholder("createdAt"),
      }),
    )
    .prepare("failed_passwords");

  return {
    async find(person) {
      const [row] = await select.execute({ ...person, createdAt: person.createdAt.getTime() });
      return row;
    },

    async replace(person, seen, next) {
      const written = seen
        ? await queries
            .update(failedPasswords)
            .set(next)
            .where(and(areOf(person), eq(count, seen.count), eq(expiresAt, seen.expiresAt)))
            .returning({ count })
        : await queries
            .insert(failedPasswords)
            .values({ poolId: person.poolId, sub: person.sub, userCreatedAt: person.createdAt, ...next })
            .onConflictDoNothing()
            .returning({ count });
      return written.length > 0;
    },

    async forget(person) {
      await queries.delete(failedPasswords).where(areOf(person));
    },

    async sweep(before) {
      await queries.delete(failedPasswords).where(lt(expiresAt, before));
    },
  };
}
