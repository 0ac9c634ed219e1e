import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import { type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Database } from "../stores.ts";
import { type AliasTakeover, takenAlias, takenText, takeOverAliases } from "./aliases.ts";
import { type Attributes, checkNewValues, type Maker } from "./attributes.ts";
import type { User, UserStatus } from "./user.ts";
import { nameNewUser } from "./username.ts";

/** What a new user is made of. `name` is a username, or an e-mail address or phone number where the pool wants one. */
export interface NewUser {
  readonly name: string;
  readonly attributes: Attributes;
  readonly maker: Maker;
  readonly status: UserStatus;
  readonly enabled?: boolean;
  /** Given where a user is declared with a fixed one; otherwise made up. */
  readonly sub?: string;
}

/** Builds a user by the pool's rules, without a password, and stores nothing. Throws InvalidParameterException. */
export function buildUser({ random, clock }: Pick<Services, "random" | "clock">, pool: Pool, wanted: NewUser): User {
  const { status, enabled = true, sub = random.uuid() } = wanted;
  const { username, attributes } = nameNewUser(pool, wanted.name, sub, wanted.attributes);
  checkNewValues(pool, attributes, wanted.maker);
  const now = clock.now();
  return {
    poolId: pool.id,
    sub,
    username,
    status,
    enabled,
    attributes: attributesOf(wanted.maker, attributes),
    credentials: {},
    createdAt: now,
    modifiedAt: now,
  };
}

/** Of a contact that people bring along themselves it is said that it is not verified; empty values are none. */
function attributesOf(maker: Maker, given: Attributes): Attributes {
  const attributes: Record<string, string> = { ...given };
  for (const contact of ["email", "phone_number"] as const) {
    if (attributes[contact] && maker !== "administrator") attributes[`${contact}_verified`] ||= "false";
  }
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
}

/** How a new user is stored. */
export interface Insertion {
  /** The text of UsernameExistsException for a plain username. */
  readonly taken: string;
  readonly aliases: AliasTakeover;
  /** A group, which is there, that the user is a member of from the first moment. */
  readonly group?: string;
}

/**
 * Stores a new user. Throws UsernameExistsException or AliasExistsException when one of the user's names leads to somebody
 * else; with `take-over`, aliases come along from whoever held them.
 */
export async function insertUser(
  database: Database,
  pool: Pool,
  user: User,
  { taken, aliases, group }: Insertion,
): Promise<void> {
  try {
    if (aliases === "refuse" && group === undefined) return await database.users.insert(pool, user);
    await database.transaction(async (stores) => {
      if (aliases === "take-over") await takeOverAliases(stores, pool, user);
      await stores.users.insert(pool, user);
      if (group !== undefined) await stores.groups.addMember(pool.id, group, user.sub);
    });
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const alias = (await database.users.find(pool, user.username)) ? undefined : await takenAlias(database, pool, user);
    if (!alias) fail("UsernameExistsException", taken);
    const isUsername = usernameAttributes(pool).length > 0;
    fail(isUsername ? "UsernameExistsException" : "AliasExistsException", takenText(pool, alias));
  }
}
