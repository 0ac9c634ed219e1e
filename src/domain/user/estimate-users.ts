import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { UserStore } from "./user-store.ts";

/** From so many on nobody misses the last ones, and counting takes milliseconds in which the service does nothing else. */
const many = 10_000;
/** In milliseconds of the machine's clock. */
const life = 10_000;

interface Counted {
  readonly users: number;
  readonly until: number;
}

const counted = new WeakMap<UserStore, Map<string, Counted>>();

/**
 * How many users a pool has: exactly while they are few, and as of at most ten seconds ago where they are many (AWS:
 * UserPoolType, EstimatedNumberOfUsers).
 */
export async function estimateUsers(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
): Promise<number> {
  const now = clock.machineNow().getTime();
  const known = counted.get(database.users) ?? new Map<string, Counted>();
  counted.set(database.users, known);
  const last = known.get(pool.id);
  if (last && last.until > now) return last.users;
  const users = await database.users.count(pool);
  if (users >= many) known.set(pool.id, { users, until: now + life });
  else known.delete(pool.id);
  return users;
}
