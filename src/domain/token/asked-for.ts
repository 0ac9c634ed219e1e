import type { Client } from "../client/client.ts";
import type { Attributes } from "../user/attributes.ts";

const profile = [
  ...["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture"],
  ...["website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
];

/** What a client must be able to read before its people may be asked for a scope (AWS: "Token endpoint", invalid_grant). */
const mustBeReadable: Readonly<Record<string, readonly string[]>> = {
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  profile,
};

/** The first attribute of the scopes that the client may not read. */
export function unreadableIn(scopes: readonly string[], { settings: { ReadAttributes } }: Client): string | undefined {
  if (!ReadAttributes?.length) return undefined;
  const needed = scopes.flatMap((scope) => mustBeReadable[scope] ?? []);
  return needed.find((name) => !ReadAttributes.includes(name));
}

/** The attributes that each scope asks for (OpenID Connect Core section 5.4). Cognito counts custom ones to `profile`. */
const ofScopes: Readonly<Record<string, (name: string) => boolean>> = {
  email: (name) => name === "email" || name === "email_verified",
  phone: (name) => name === "phone_number" || name === "phone_number_verified",
  profile: (name) => !/^(email|phone_number)(_verified)?$/.test(name),
};

/**
 * What the scopes of a sign-in ask to be told of the user: everything where they name none of those that pick
 * (AWS: "Understanding the identity (ID) token"). `scope` is space-separated.
 */
export function askedFor(scope: string, attributes: Attributes): Attributes {
  const picked = scope.split(" ").flatMap((name) => ofScopes[name] ?? []);
  if (picked.length === 0) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => picked.some((picks) => picks(name))));
}
