import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { type Client, registeredItself } from "./client.ts";

/** AWS: quotas of user pools. */
const clientsAtMost = 1_000;
/** Of these, so many are administrators': apps that register themselves, which a pool may let anybody's do, leave them. */
const reserved = 100;

/** Stores a new client. Throws LimitExceededException. */
export async function insertClient({ database }: Pick<Services, "database">, client: Client): Promise<void> {
  const most = registeredItself(client) ? clientsAtMost - reserved : clientsAtMost;
  if ((await database.clients.count(client.poolId)) >= most) {
    fail("LimitExceededException", "The user pool has as many app clients as it can have.");
  }
  await database.clients.insert(client);
}
