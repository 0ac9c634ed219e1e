import { and, eq, getTableColumns, lt, sql } from "drizzle-orm";
import type { CodeStore } from "../domain/user/code-store.ts";
import type { Connection } from "./connection.ts";

export function codeStore({ queries, tables: { codes } }: Connection): CodeStore {
  const { poolId, sub, purpose } = codes;
  return {
    async put(code) {
      await queries
        .insert(codes)
        .values(code)
        .onConflictDoUpdate({ target: [poolId, sub, purpose], set: code });
    },

    async attempt(ofPool, ofUser, forPurpose) {
      const [code] = await queries
        .update(codes)
        .set({ tries: sql`${codes.tries} + 1` })
        .where(and(eq(poolId, ofPool), eq(sub, ofUser), eq(purpose, forPurpose)))
        .returning(getTableColumns(codes));
      return code;
    },

    async spend(code) {
      const spent = await queries
        .delete(codes)
        .where(
          and(eq(poolId, code.poolId), eq(sub, code.sub), eq(purpose, code.purpose), eq(codes.digest, code.digest)),
        )
        .returning({ sub });
      return spent.length > 0;
    },

    async sweep(before) {
      await queries.delete(codes).where(lt(codes.expiresAt, before));
    },
  };
}
