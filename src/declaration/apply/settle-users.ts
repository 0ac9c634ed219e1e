import { turnstile } from "../../crypto/turnstile.ts";
import { AlreadyThere } from "../../domain/already-there.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import { takeOverAliases } from "../../domain/user/aliases.ts";
import { CognitoError } from "../../errors.ts";
import type { DeclaredUser } from "../declared.ts";
import { designMember, type Hashing, subOf } from "../design.ts";
import { putMember } from "./put-pool.ts";

type Settling = Hashing & Pick<Services, "database" | "log">;

const usersAtOnce = 8;

/** Creates the declared users who are not in a pool that is there; the others stay as they have become. */
export async function settleUsers(services: Settling, pool: Pool, declared: readonly DeclaredUser[]): Promise<void> {
  const inTurn = turnstile(usersAtOnce);
  await Promise.all(declared.map((user) => inTurn(() => settleUser(services, pool, user))));
}

async function settleUser(services: Settling, pool: Pool, declared: DeclaredUser): Promise<void> {
  if (await isThere(services, pool, declared)) return;
  try {
    await createUser(services, pool, declared);
  } catch (error) {
    // Another instance was faster.
    if (error instanceof AlreadyThere && (await isThere(services, pool, declared))) return;
    const reason = refusal(error);
    if (!reason) throw error;
    services.log.warn({ userPoolId: pool.id, username: declared.Username, reason }, "a declared user was not created");
  }
}

/** Under the declared name; or under another, if it is an e-mail address that they have changed since. */
async function isThere({ database, sealer }: Settling, pool: Pool, declared: DeclaredUser): Promise<boolean> {
  const { users } = database;
  const user =
    (await users.find(pool, declared.Username)) ?? (await users.find(pool, subOf({ sealer }, pool, declared)));
  return user !== undefined;
}

async function createUser(services: Settling, pool: Pool, declared: DeclaredUser): Promise<void> {
  const member = await designMember(services, pool, declared);
  await services.database.transaction(async (stores) => {
    if (declared.ForceAliasCreation) await takeOverAliases(stores, pool, member.user);
    await putMember(stores, pool, member);
  });
}

/** Why the people and the foundations that the pool has by now leave no room for a user; not a fault of the service. */
function refusal(error: unknown): string | undefined {
  if (error instanceof AlreadyThere) return "one of the user's names leads to somebody else";
  return error instanceof CognitoError && error.name === "InvalidParameterException" ? error.message.trim() : undefined;
}
