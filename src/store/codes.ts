import { and, eq, getTableColumns, gt, gte, lt, not, sql } from "drizzle-orm";
import type { CodePurpose } from "../domain/user/code.ts";
import type { CodeStore } from "../domain/user/code-store.ts";
import type { Connection } from "./connection.ts";

export function codeStore({ queries, tables: { codes } }: Connection): CodeStore {
  const { poolId, sub, purpose } = codes;
  const columns = getTableColumns(codes);
  const isOne = (ofPool: string, ofUser: string, forPurpose: CodePurpose) =>
    and(eq(poolId, ofPool), eq(sub, ofUser), eq(purpose, forPurpose));
  return {
    async put(code, { since, bound }) {
      const isRecent = gt(codes.expiresAt, since);
      const kept = await queries
        .insert(codes)
        .values(code)
        .onConflictDoUpdate({
          target: [poolId, sub, purpose],
          set: { ...code, tries: sql`case when ${isRecent} then ${codes.tries} else ${code.tries} end` },
          setWhere: not(and(isRecent, gte(codes.tries, bound))!),
        })
        .returning({ sub });
      return kept.length > 0;
    },

    async get(...one) {
      const [code] = await queries
        .select(columns)
        .from(codes)
        .where(isOne(...one));
      return code;
    },

    async attempt(...one) {
      const [code] = await queries
        .update(codes)
        .set({ tries: sql`${codes.tries} + 1` })
        .where(isOne(...one))
        .returning(columns);
      return code;
    },

    async spend(code) {
      const spent = await queries
        .delete(codes)
        .where(and(isOne(code.poolId, code.sub, code.purpose), eq(codes.digest, code.digest)))
        .returning({ sub });
      return spent.length > 0;
    },

    async forget(...one) {
      await queries.delete(codes).where(isOne(...one));
    },

    async sweep(before) {
      await queries.delete(codes).where(lt(codes.expiresAt, before));
    },
  };
}
