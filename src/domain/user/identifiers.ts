import { aliasAttributes, foldCase, type Pool, usernameAttributes } from "../pool/pool.ts";
import { isVerified, type User } from "./user.ts";

type Named = Pick<User, "username" | "status" | "attributes">;

/**
 * The attributes whose values are names of this user, beside the username. With UsernameAttributes the e-mail address or
 * phone number, verified or not; with AliasAttributes the verified address or number, and preferred_username once the
 * user is confirmed, so that nobody holds a name who may never come (AWS: "Customizing sign-in attributes"). Nobody whom
 * another provider vouches for signs in by an address: several of them, and a user of the pool's own, may have the same.
 */
export function namingAttributes(pool: Pool, user: Named): string[] {
  const aliases = aliasAttributes(pool).filter((attribute) =>
    attribute === "preferred_username" ? user.status !== "UNCONFIRMED" : isVerified(user, attribute),
  );
  const names = user.status === "EXTERNAL_PROVIDER" ? [] : usernameAttributes(pool);
  return [...names, ...aliases].filter((attribute) => user.attributes[attribute]);
}

/** Every name by which a user is found, as the pool compares names. Each stands once in a pool. */
export function identifiersOf(pool: Pool, user: Named): string[] {
  const values = namingAttributes(pool, user).map((attribute) => user.attributes[attribute] as string);
  return [...new Set([user.username, ...values].map((name) => foldCase(pool, name)))];
}

/** What every sub looks like. It leads to its user before any name does, so that it must not be anybody else's name. */
export const subForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Attributes that ListUsers can filter on, beside username, sub and the two kinds of status. */
export const searchableAttributes = [
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
] as const;

export type SearchableAttribute = (typeof searchableAttributes)[number];
