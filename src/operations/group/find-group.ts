import type { Group } from "../../domain/group/group.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import { fail } from "../../errors.ts";

/** The group of this pool that a call names. Throws ResourceNotFoundException. */
export async function findGroup({ database }: Pick<Services, "database">, pool: Pool, name: string): Promise<Group> {
  const group = await database.groups.get(pool.id, name);
  if (!group) fail("ResourceNotFoundException", "Group not found.");
  return group;
}
