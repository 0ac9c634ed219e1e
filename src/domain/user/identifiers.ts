import { aliasAttributes, foldCase, type Pool, usernameAttributes } from "../pool/pool.ts";
import { isVerified, type User } from "./user.ts";

/**
 * Every name by which a user is found, as the pool compares names. Each stands once in a pool:
 * the username; with UsernameAttributes the e-mail address or phone number, verified or not;
 * with AliasAttributes the verified address or number and preferred_username
 * (AWS: "Customizing sign-in attributes"; auth-flows of the developer guide).
 */
export function identifiersOf(pool: Pool, user: Pick<User, "username" | "attributes">): string[] {
  const names = [user.username];
  for (const attribute of usernameAttributes(pool)) names.push(user.attributes[attribute] ?? "");
  for (const attribute of aliasAttributes(pool)) {
    if (attribute === "preferred_username" || isVerified(user, attribute)) names.push(user.attributes[attribute] ?? "");
  }
  return [...new Set(names.filter((name) => name !== "").map((name) => foldCase(pool, name)))];
}

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
