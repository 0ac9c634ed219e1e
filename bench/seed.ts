import { machineClock } from "../src/clock.ts";
import { createPasswordHasher, passwordHashSettings } from "../src/crypto/password-hash.ts";
import { createSealer } from "../src/crypto/seal.ts";
import type { Pool } from "../src/domain/pool/pool.ts";
import type { Database } from "../src/domain/stores.ts";
import { buildUser } from "../src/domain/user/new-user.ts";
import { choosePassword } from "../src/domain/user/password.ts";
import type { PasswordRecord } from "../src/domain/user/user.ts";
import { machineRandom } from "../src/random.ts";
import { type DatabaseConfig, openDatabase } from "../src/store/index.ts";
import { emailOf, groupOfMany, password, usernameOf } from "./people.ts";
import { secret } from "./service.ts";
import type { Target } from "./target.ts";

const clock = machineClock();
const random = machineRandom;
const passwords = createPasswordHasher({ settings: passwordHashSettings.light, random });
const services = { clock, random, passwords };

const regularsWanted = 100;
const batch = 500;
const batchesAtOnce = 8;

/** `count` argon2id hashes of everybody's password. */
export const passwordHashes = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => passwords.hash(password)));

/**
 * Puts `users` confirmed users into a pool, through the store: by AdminCreateUser 100,000 would take minutes of argon2.
 * A hundred regulars, spread over all of them, have a password made in full. Newcomers have a hash of their own, as far
 * as `hashes` go. Everybody else shares one record.
 */
export async function seed(
  config: DatabaseConfig,
  poolId: string,
  { users, hashes }: { users: number; hashes: readonly string[] },
): Promise<Pick<Target, "regulars" | "newcomers">> {
  const database = await openDatabase(config, { sealer: createSealer(secret, random), random, clock });
  try {
    return await fill(database, poolId, { users, hashes });
  } finally {
    await database.close();
  }
}

/** Puts everybody into one group. */
export async function gather(config: DatabaseConfig, { userPoolId: poolId, users }: Target): Promise<void> {
  const database = await openDatabase(config, { sealer: createSealer(secret, random), random, clock });
  try {
    const pool = (await database.pools.get(poolId)) as Pool;
    const now = clock.now();
    await database.groups.insert({ poolId, name: groupOfMany, createdAt: now, modifiedAt: now });
    for (let first = 0; first < users; first += batch) {
      await database.transaction(async (stores) => {
        for (let index = first; index < Math.min(first + batch, users); index++) {
          const user = await stores.users.find(pool, usernameOf(index));
          await stores.groups.addMember(poolId, groupOfMany, user?.sub ?? "");
        }
      });
    }
  } finally {
    await database.close();
  }
}

async function fill(
  database: Database,
  poolId: string,
  { users, hashes }: { users: number; hashes: readonly string[] },
) {
  const pool = await database.pools.get(poolId);
  if (!pool) throw new Error(`The pool ${poolId} is not in the database.`);
  const recordFor = async (username: string) => {
    const { password: record } = await choosePassword(services, pool, { username, credentials: {} }, password);
    return record as PasswordRecord;
  };
  const shared = await recordFor("everybody else");
  const own = new Map<string, PasswordRecord>();

  const regulars: string[] = [];
  for (let index = 0; index < users; index += Math.ceil(users / regularsWanted)) {
    const username = usernameOf(index);
    own.set(username, await recordFor(username));
    regulars.push(username);
  }
  const newcomers: string[] = [];
  for (let place = 0; place < users && newcomers.length < hashes.length; place++) {
    // Steps of a prime lead all over the pool.
    const username = usernameOf((place * 7919) % users);
    if (own.has(username)) continue;
    own.set(username, { ...shared, hash: hashes[newcomers.length]! });
    newcomers.push(username);
  }

  const insert = (first: number) =>
    database.transaction(async (stores) => {
      for (let index = first; index < Math.min(first + batch, users); index++) {
        const name = usernameOf(index);
        const attributes = { email: emailOf(name), email_verified: "true" };
        const wanted = { name, attributes, maker: "administrator", status: "CONFIRMED" } as const;
        const user = buildUser(services, pool, wanted);
        await stores.users.insert(pool, { ...user, credentials: { password: own.get(name) ?? shared } });
      }
    });
  let next = 0;
  const insertBatches = async () => {
    for (let first = next; first < users; first = next) {
      next += batch;
      await insert(first);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, insertBatches));
  return { regulars, newcomers };
}
