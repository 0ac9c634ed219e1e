import type { Client } from "../domain/client/client.ts";
import type { Services } from "../domain/services.ts";
import { createOrSettle } from "./create-or-settle.ts";
import type { DeclaredClient, DeclaredPool } from "./declared.ts";
import { type Building, designClient, designPool } from "./design.ts";
import { putClient } from "./put-pool.ts";
import { sameJson } from "./same-json.ts";

type Storage = Pick<Services, "database">;

/** Creates a declared client of a pool that is there, or returns its settings and secrets to what is declared. */
export async function settleClient(
  services: Building & Storage,
  pool: DeclaredPool,
  declared: DeclaredClient,
): Promise<void> {
  const { database, clock } = services;
  const wanted = designClient(services, designPool(services, pool), declared);
  const settle = (client: Client): Client => ({
    ...client,
    settings: wanted.settings,
    secrets: keepsSecrets(client, declared) ? client.secrets : wanted.secrets,
    modifiedAt: clock.now(),
  });

  await createOrSettle("client", {
    async find() {
      const client = await database.clients.get(wanted.id);
      return client?.poolId === wanted.poolId ? client : undefined;
    },
    create: () => database.transaction((stores) => putClient(stores, wanted)),
    async settle(present) {
      const { settings, secrets } = settle(present);
      if (sameJson({ settings, secrets }, { settings: present.settings, secrets: present.secrets })) return;
      await database.clients.update(wanted.id, settle);
    },
  });
}

/** A secret that the file does not tell was made up when the client was, and stays. */
function keepsSecrets({ secrets }: Client, { GenerateSecret, ClientSecret }: DeclaredClient): boolean {
  if (GenerateSecret) return secrets.length > 0;
  return secrets.length === 1 && secrets[0]?.value === ClientSecret;
}
