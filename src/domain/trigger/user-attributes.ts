import { aliasAttributes, type Pool } from "../pool/pool.ts";
import { isVerified, type User } from "../user/user.ts";

/**
 * A user's attributes as events show them: with the sub, the status, the verified address and number where they are
 * aliases, and whether there is a second factor.
 */
export function userAttributes(pool: Pool, user: User): Readonly<Record<string, string>> {
  const { sub, status, attributes, credentials } = user;
  const aliases = (["email", "phone_number"] as const).filter(
    (contact) => aliasAttributes(pool).includes(contact) && attributes[contact] && isVerified(user, contact),
  );
  return {
    sub,
    ...Object.fromEntries(aliases.map((contact) => [`cognito:${contact}_alias`, attributes[contact] as string])),
    "cognito:user_status": status,
    ...(credentials.mfa?.enabled.length && { "cognito:mfa_enabled": "true" }),
    ...attributes,
  };
}
