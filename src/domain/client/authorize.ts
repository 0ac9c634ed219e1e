import { secretHashMatches } from "../../crypto/secret-hash.ts";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Client } from "./client.ts";

export interface ClientOfPool {
  readonly client: Client;
  readonly pool: Pool;
}

/** The client and its pool. Throws ResourceNotFoundException. */
export async function findClient({ database }: Pick<Services, "database">, clientId: string): Promise<ClientOfPool> {
  const client = await database.clients.get(clientId);
  const pool = client && (await database.pools.get(client.poolId));
  if (!pool) fail("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
  return { client, pool };
}

/** The client, if it is one of this pool's. Throws ResourceNotFoundException. */
export async function findClientOf(
  services: Pick<Services, "database">,
  pool: Pool,
  clientId: string,
): Promise<ClientOfPool> {
  const found = await findClient(services, clientId);
  if (found.client.poolId !== pool.id)
    fail("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
  return found;
}

/**
 * Holds a call to the client's secret: SECRET_HASH = base64(HMAC-SHA256(secret, username + clientId)).
 * Any of `usernames` will do, because some calls may name a person in several ways. Throws NotAuthorizedException.
 */
export function checkSecretHash(client: Client, hash: string | undefined, ...usernames: string[]): void {
  if (client.secrets.length === 0) {
    if (hash === undefined) return;
    fail("NotAuthorizedException", `Client ${client.id} is not configured for secret but secret was received`);
  }
  if (hash === undefined) {
    fail("NotAuthorizedException", `Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const secrets = client.secrets.map(({ value }) => value);
  const matches = usernames.some((username) => secretHashMatches(hash, { secrets, username, clientId: client.id }));
  if (!matches) fail("NotAuthorizedException", `Unable to verify secret hash for client ${client.id}`);
}
