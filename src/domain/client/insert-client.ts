import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { Client } from "./client.ts";

/** AWS: quotas of user pools. */
const clientsAtMost = 1_000;

/** Stores a new client. Throws LimitExceededException. */
export async function insertClient({ database }: Pick<Services, "database">, client: Client): Promise<void> {
  if ((await database.clients.count(client.poolId)) >= clientsAtMost) {
    fail("LimitExceededException", "The user pool has as many app clients as it can have.");
  }
  await database.clients.insert(client);
}
