import { AlreadyThere } from "../domain/already-there.ts";
import { isObject } from "../domain/is-object.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { User, UserStatus } from "../domain/user/user.ts";
import type { Bench } from "./bench.ts";
import type { Trial } from "./examine.ts";

/** Puts the user of an event into the pool where there is none of the name: a function that calls back finds them. */
export async function putUser({ services }: Bench, pool: Pool, event: Trial["event"]): Promise<void> {
  const user = userIn(pool, event, services.clock.now());
  const { users } = services.database;
  if (!user || (await users.find(pool, user.username))) return;
  await users.insert(pool, user).catch((error) => {
    if (!(error instanceof AlreadyThere)) throw error; // somebody else has their address: an alias in this pool
  });
}

/** Whoever has a sub is in the pool. */
function userIn(pool: Pool, { userName, request }: Trial["event"], now: Date): User | undefined {
  const given = isObject(request) && isObject(request.userAttributes) ? request.userAttributes : {};
  const { sub, "cognito:user_status": status = "CONFIRMED", ...others } = given;
  if (typeof sub !== "string" || typeof userName !== "string") return undefined;
  const own = Object.entries(others).filter(
    ([name, value]) => !name.startsWith("cognito:") && typeof value === "string",
  );
  return {
    ...{ poolId: pool.id, sub, username: userName, status: status as UserStatus, enabled: true },
    ...{
      attributes: Object.fromEntries(own) as Record<string, string>,
      credentials: {},
      createdAt: now,
      modifiedAt: now,
    },
  };
}
