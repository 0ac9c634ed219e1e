import { fail } from "../../errors.ts";
import { replicaId } from "../replica/replica.ts";
import type { Services } from "../services.ts";
import type { Pool } from "./pool.ts";

/** Deletes the pool with all that hangs on it. Throws InvalidParameterException where it is protected or has a domain. */
export async function deletePool({ database }: Pick<Services, "database">, pool: Pool): Promise<void> {
  if (pool.settings.DeletionProtection === "ACTIVE") {
    fail(
      "InvalidParameterException",
      "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    );
  }
  if (await database.replicas.get(pool.id, replicaId)) {
    fail("InvalidParameterException", "User pool cannot be deleted. It has a replica that should be deleted first.");
  }
  if ((await database.domains.count(pool.id)) > 0) {
    fail(
      "InvalidParameterException",
      "User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
  }
  if (!(await database.pools.delete(pool.id))) {
    fail("ResourceNotFoundException", `User pool ${pool.id} does not exist.`);
  }
}
