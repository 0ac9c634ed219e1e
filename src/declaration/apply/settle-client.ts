import { sameText } from "../../crypto/constant-time.ts";
import type { Client } from "../../domain/client/client.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import type { DeclaredClient } from "../declared.ts";
import { type Building, designClient } from "../design.ts";
import { putClient } from "./put-pool.ts";
import { createOrSettle, sameJson } from "./settle.ts";

type Storage = Pick<Services, "database">;

/**
 * Creates a declared client of a pool that is there, or returns its settings and secrets to what is declared. It is held
 * to the rules of `pool` as declared, which may require less of a client than what the pool keeps from its beginnings.
 */
export async function settleClient(
  services: Building & Storage,
  pool: Pool,
  declared: DeclaredClient,
  providers: readonly string[],
): Promise<void> {
  const { database, clock } = services;
  const wanted = designClient(services, pool, declared, providers);
  const settle = (client: Client): Client => ({
    ...client,
    settings: wanted.settings,
    secrets: hasSecret(client, declared) ? client.secrets : wanted.secrets,
    modifiedAt: clock.now(),
  });

  await createOrSettle("client", {
    async find() {
      const client = await database.clients.get(wanted.id);
      return client?.poolId === wanted.poolId ? client : undefined;
    },
    create: () => database.transaction((stores) => putClient(stores, wanted)),
    async settle(present) {
      if (hasSecret(present, declared) && sameJson(present.settings, wanted.settings)) return;
      await database.clients.update(wanted.id, settle);
    },
  });
}

/** Has the client the secret that is declared, or none as declared? One that was made up may be any. */
function hasSecret({ secrets }: Client, { GenerateSecret, ClientSecret }: DeclaredClient): boolean {
  const [secret, ...others] = secrets;
  if (GenerateSecret) return secret !== undefined;
  if (!secret || ClientSecret === undefined) return !secret && ClientSecret === undefined;
  return others.length === 0 && sameText(secret.value, ClientSecret);
}
