import { and, asc, eq, gt, lt, type SQL } from "drizzle-orm";
import type { Sealer } from "../crypto/seal.ts";
import type { Document, Owner } from "../domain/document/document.ts";
import type { DocumentStore } from "../domain/document/document-store.ts";
import type { Connection } from "./connection.ts";
import { rowCount } from "./database.ts";
import { endOfPrefix } from "./indexable.ts";
import type { Schema } from "./schema.ts";
import { sealedJson } from "./sealed-json.ts";

/** `kind` is what the documents are in the table, for good. */
export function documentStore<Content>(connection: Connection, sealer: Sealer, kind: string): DocumentStore<Content> {
  const { queries, tables } = connection;
  const { documents } = tables;
  const { id, poolId, clientId, sub, uniqueKey, sealed, createdAt, modifiedAt, expiresAt, version } = documents;
  const columns = { id, poolId, clientId, sub, uniqueKey, sealed, createdAt, modifiedAt, expiresAt };
  type Row = Pick<Schema["documents"]["$inferSelect"], keyof typeof columns>;
  const contents = sealedJson<Content, Pick<Row, "poolId" | "id">>(
    sealer,
    (row) => `document/${kind}/${row.poolId}/${row.id}`,
  );

  const documentOf = (row: Row): Document<Content> => ({
    poolId: row.poolId,
    id: row.id,
    owner: ownerOf(row),
    uniqueKey: row.uniqueKey ?? undefined,
    content: contents.open(row, row.sealed),
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
    expiresAt: row.expiresAt ?? undefined,
  });
  const isOne = (ofPool: string, named: string) => and(eq(documents.kind, kind), eq(poolId, ofPool), eq(id, named));
  const areOf = (ofPool: string, owner: Owner | undefined): SQL[] => [
    eq(documents.kind, kind),
    eq(poolId, ofPool),
    ...(owner === undefined ? [] : [isOwnedBy(owner)]),
  ];
  const isOwnedBy = (owner: Owner) => ("sub" in owner ? eq(sub, owner.sub) : eq(clientId, owner.clientId));

  async function read(ofPool: string, named: string) {
    const [row] = await queries.select({ row: columns, version }).from(documents).where(isOne(ofPool, named));
    return row && { value: documentOf(row.row), version: row.version };
  }

  return {
    get: async (ofPool, named) => (await read(ofPool, named))?.value,

    async byUniqueKey(key) {
      const [row] = await queries
        .select(columns)
        .from(documents)
        .where(and(eq(documents.kind, kind), eq(uniqueKey, key)));
      return row && documentOf(row);
    },

    async insert({ owner, content, ...document }) {
      await queries
        .insert(documents)
        .values({ ...document, ...owner, kind, sealed: contents.seal(document, content), version: 1 });
    },

    update: (ofPool, named, change) =>
      connection.change(`${kind}/${ofPool}/${named}`, {
        read: () => read(ofPool, named),
        change,
        async write({ content, uniqueKey = null, modifiedAt, expiresAt = null }, before) {
          const sealed = contents.seal(before.value, content);
          const written = await queries
            .update(documents)
            .set({ sealed, uniqueKey, modifiedAt, expiresAt, version: before.version + 1 })
            .where(and(isOne(ofPool, named), eq(version, before.version)))
            .returning({ id });
          return written.length > 0;
        },
      }),

    async delete(ofPool, named) {
      const deleted = await queries.delete(documents).where(isOne(ofPool, named)).returning({ id });
      return deleted.length > 0;
    },

    async deleteOwned(ofPool, owner) {
      await queries.delete(documents).where(and(...areOf(ofPool, owner)));
    },

    async list(ofPool, { owner, after = "", limit }) {
      const rows = await queries
        .select(columns)
        .from(documents)
        .where(and(...areOf(ofPool, owner), gt(id, after)))
        .orderBy(asc(id))
        .limit(limit);
      return rows.map(documentOf);
    },

    async listByUniqueKey(prefix, { after = prefix, limit }) {
      const rows = await queries
        .select(columns)
        .from(documents)
        .where(and(eq(documents.kind, kind), gt(uniqueKey, after), lt(uniqueKey, endOfPrefix(prefix))))
        .orderBy(asc(uniqueKey))
        .limit(limit);
      return rows.map(documentOf);
    },

    async count(ofPool, owner) {
      const [row] = await queries
        .select({ rows: rowCount })
        .from(documents)
        .where(and(...areOf(ofPool, owner)));
      return row!.rows;
    },

    async sweep(before) {
      await queries.delete(documents).where(and(eq(documents.kind, kind), lt(expiresAt, before)));
    },
  };
}

function ownerOf({ clientId, sub }: { clientId: string | null; sub: string | null }): Owner | undefined {
  if (sub !== null) return { sub };
  return clientId === null ? undefined : { clientId };
}
