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
