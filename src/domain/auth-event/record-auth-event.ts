import { AlreadyThere } from "../already-there.ts";
import { deliverLog } from "../log-delivery/deliver-log.ts";
import type { Pool } from "../pool/pool.ts";
import { keepsHistory } from "../risk/threat-protection.ts";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import type { User } from "../user/user.ts";
import { type AuthEvent, authEventId, authEventKey } from "./auth-event.ts";
import { authEventLog } from "./auth-event-log.ts";

/** What is to be recorded: when and of whom is known. */
export type HappenedNow = Pick<AuthEvent["content"], "type" | "response"> &
  Partial<Omit<AuthEvent["content"], "type" | "response" | "feedback">>;

type Recording = Pick<Services, "database" | "clock" | "random" | "log" | "logDestinations">;

/**
 * Writes into a user's history what happened, and into the pool's log, in pools with threat protection. What is recorded
 * is no part of what the caller asked for: where it cannot be written, the service's log says so and the call goes on.
 * Of a sign-in that is recorded already as under way, what came of it takes that one's place. Gives what was recorded.
 */
export async function recordAuthEvent(
  services: Recording,
  { pool, user }: { readonly pool: Pool; readonly user: Pick<User, "sub" | "username"> },
  happened: HappenedNow,
  now = services.clock.now(),
): Promise<AuthEvent | undefined> {
  if (!keepsHistory(pool)) return undefined;
  const { database, random, log } = services;
  const eventId = happened.eventId ?? random.uuid();
  const event: AuthEvent = {
    poolId: pool.id,
    id: authEventId(now, eventId),
    owner: { sub: user.sub },
    uniqueKey: authEventKey(pool.id, eventId),
    content: { decision: "NoRisk", compromised: false, challenges: [], ...happened, eventId },
    createdAt: now,
    modifiedAt: now,
  };
  try {
    await put(database, event);
  } catch (error) {
    log.warn({ userPoolId: pool.id, sub: user.sub, error: String(error) }, "an event of a user could not be recorded");
  }
  await deliverLog(services, pool, "userAuthEvents", authEventLog(event, user));
  return event;
}

async function put({ authEvents }: Pick<Stores, "authEvents">, event: AuthEvent): Promise<void> {
  try {
    await authEvents.insert(event);
  } catch (error) {
    const earlier = error instanceof AlreadyThere && (await authEvents.byUniqueKey(event.uniqueKey ?? ""));
    if (!earlier) throw error;
    const { content, modifiedAt } = event;
    await authEvents.update(earlier.poolId, earlier.id, (present) => ({ ...present, content, modifiedAt }));
  }
}
