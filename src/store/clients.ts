import { and, asc, eq, gt } from "drizzle-orm";
import type { Sealer } from "../crypto/seal.ts";
import type { Client, ClientSecret } from "../domain/client/client.ts";
import type { ClientStore } from "../domain/client/client-store.ts";
import { cached } from "./cached.ts";
import type { Connection } from "./connection.ts";
import type { Versioned } from "./contention.ts";
import { rowCount } from "./database.ts";
import { sealedJson } from "./sealed-json.ts";
import type { ServiceStates } from "./service-state.ts";

interface Parts {
  connection: Connection;
  state: ServiceStates;
  sealer: Sealer;
}

export function clientStore({ connection, state, sealer }: Parts): ClientStore {
  const { queries, tables } = connection;
  const { clients } = tables;
  const { id, poolId, settings, sealed, createdAt, modifiedAt, version } = clients;
  const columns = { id, poolId, settings, sealed, createdAt, modifiedAt };
  const secrets = sealedJson<readonly ClientSecret[], Pick<Client, "id" | "poolId">>(
    sealer,
    (client) => `client/${client.poolId}/${client.id}`,
  );
  const clientOf = ({ sealed, ...client }: Omit<Client, "secrets"> & { sealed: Buffer }): Client => ({
    ...client,
    secrets: secrets.open(client, sealed),
  });

  async function read(clientId: string): Promise<Versioned<Client> | undefined> {
    const [row] = await queries.select({ client: columns, version }).from(clients).where(eq(id, clientId));
    return row && { value: clientOf(row.client), version: row.version };
  }

  return {
    get: cached(async (clientId) => (await read(clientId))?.value, { connection, state }),

    insert: (client) =>
      state.withNewEpoch(async () => {
        await queries.insert(clients).values({ ...client, sealed: secrets.seal(client, client.secrets), version: 1 });
      }),

    update: (clientId, change) =>
      connection.change(`client/${clientId}`, {
        read: () => read(clientId),
        change,
        write: (client, before) =>
          state.withNewEpoch(async () => {
            const { settings, modifiedAt } = client;
            const written = await queries
              .update(clients)
              .set({
                ...{ settings, modifiedAt },
                sealed: secrets.seal(client, client.secrets),
                version: before.version + 1,
              })
              .where(and(eq(id, clientId), eq(version, before.version)))
              .returning({ id });
            return written.length > 0;
          }),
      }),

    delete: (clientId) =>
      state.withNewEpoch(async () => {
        const deleted = await queries.delete(clients).where(eq(id, clientId)).returning({ id });
        return deleted.length > 0;
      }),

    async list(ofPool, { after = "", limit }) {
      const rows = await queries
        .select(columns)
        .from(clients)
        .where(and(eq(poolId, ofPool), gt(id, after)))
        .orderBy(asc(id))
        .limit(limit);
      return rows.map(clientOf);
    },

    async count(ofPool) {
      const [row] = await queries.select({ rows: rowCount }).from(clients).where(eq(poolId, ofPool));
      return row!.rows;
    },
  };
}
