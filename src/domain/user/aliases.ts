import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import { aliasAttributes, type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Stores } from "../stores.ts";
import { namingAttributes } from "./identifiers.ts";
import { isVerified, type User } from "./user.ts";

type UserStores = Pick<Stores, "users">;

/** The attribute, of those that are names of this user, whose value already leads to somebody else. */
export async function takenAlias({ users }: UserStores, pool: Pool, user: User): Promise<string | undefined> {
  for (const attribute of namingAttributes(pool, user)) {
    const other = await users.find(pool, user.attributes[attribute] as string);
    if (other && other.sub !== user.sub) return attribute;
  }
  return undefined;
}

/** What is said of a taken alias: of one that stands in for a username it is said otherwise. */
export const takenText = (pool: Pool, alias: string): string =>
  `An account with the ${usernameAttributes(pool).length > 0 ? "given " : ""}${alias} already exists.`;

/**
 * Does `work`, which gives `user` its names, and throws AliasExistsException when one of them leads to somebody else.
 * Stands outside of a transaction: PostgreSQL answers nothing more within one that has failed.
 */
export async function refuseTakenAliases<T>(
  stores: UserStores,
  pool: Pool,
  user: User,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const alias = (await takenAlias(stores, pool, user)) ?? "email";
    fail("AliasExistsException", takenText(pool, alias));
  }
}

/** What happens to an alias that leads to somebody else. */
export type AliasTakeover = "take-over" | "refuse";

/**
 * ForceAliasCreation: whoever held this user's verified e-mail address or phone number as an alias keeps the value
 * but no longer signs in with it, because it is not verified any more.
 */
export async function takeOverAliases({ users }: UserStores, pool: Pool, user: User): Promise<void> {
  for (const attribute of aliasAttributes(pool)) {
    if (attribute === "preferred_username" || !isVerified(user, attribute)) continue;
    const other = await users.find(pool, user.attributes[attribute] ?? "");
    if (!other || other.sub === user.sub) continue;
    await users.update(pool, other.sub, (holder) => ({
      ...holder,
      attributes: { ...holder.attributes, [`${attribute}_verified`]: "false" },
    }));
  }
}
