import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { type Replica, replicaId } from "./replica.ts";

/** The pool's replica, if it is in this region. Throws ResourceNotFoundException. */
export async function findReplica(
  { database }: Pick<Services, "database">,
  pool: Pool,
  region: string,
): Promise<Replica> {
  const replica = await database.replicas.get(pool.id, replicaId);
  return replica?.content.region === region ? replica : noReplica(pool, region);
}

export function noReplica(pool: Pick<Pool, "id">, region: string): never {
  fail("ResourceNotFoundException", `User pool ${pool.id} has no replica in ${region}.`);
}
