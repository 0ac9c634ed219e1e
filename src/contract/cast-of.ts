import type { Pool } from "../domain/pool/pool.ts";
import { sampleCast } from "../domain/trigger/sample-cast.ts";
import type { Cast } from "../domain/trigger/sample-events.ts";
import type { TriggerName } from "../domain/trigger/trigger.ts";
import type { Bench } from "./bench.ts";

/** Triggers that are about people whom the pool does not have yet. */
const ofNewcomers: readonly TriggerName[] = ["PreSignUp", "UserMigration"];

/** Whom an event of a pool's trigger is about: its first client and its first declared user, whom the function finds when it calls back. */
export async function castOf({ declaration, services }: Bench, pool: Pool, trigger: TriggerName): Promise<Cast> {
  const { clients, users } = services.database;
  const [client = { ...sampleCast.client, poolId: pool.id }] = await clients.list(pool.id, { limit: 1 });
  const [first] = declaration.userPools.find(({ Id }) => Id === pool.id)?.Users ?? [];
  const found = first && !ofNewcomers.includes(trigger) ? await users.findWithGroups(pool, first.Username) : undefined;
  return { pool, client, ...(found ?? newcomerTo(pool)) };
}

const newcomerTo = (pool: Pool): Pick<Cast, "user" | "groups"> => ({
  user: {
    ...{ ...sampleCast.user, poolId: pool.id, username: "newcomer", sub: "4e3c0e00-0000-4000-8000-000000000001" },
    attributes: { email: "newcomer@example.com", email_verified: "true" },
  },
  groups: [],
});
