import { fail } from "../../errors.ts";
import { aliasAttributes, type Pool, usernameAttributes } from "../pool/pool.ts";
import { looksLikeEmail, looksLikePhoneNumber, refuseAliasForm } from "./alias-form.ts";
import type { Attributes } from "./attributes.ts";

/**
 * What a new user of this pool is called. Where people sign up with an e-mail address or phone number, the username
 * is the sub and the name goes to its attribute; elsewhere a username must not look like an alias.
 * Throws InvalidParameterException (AWS: "Customizing sign-in attributes").
 */
export function nameNewUser(
  pool: Pool,
  name: string,
  sub: string,
  attributes: Attributes,
): { username: string; attributes: Attributes } {
  const allowed = usernameAttributes(pool);
  if (allowed.length > 0) {
    if (allowed.includes("email") && looksLikeEmail(name))
      return { username: sub, attributes: { ...attributes, email: name } };
    if (allowed.includes("phone_number") && looksLikePhoneNumber(name)) {
      return { username: sub, attributes: { ...attributes, phone_number: name } };
    }
    if (allowed.length > 1) fail("InvalidParameterException", "Username should be either an email or a phone number.");
    fail("InvalidParameterException", `Username should be ${allowed[0] === "email" ? "an email" : "a phone number"}.`);
  }
  refuseAliasForm(pool, "Username", name);
  return { username: name, attributes };
}

/** A name to sign in with is chosen once its person is confirmed (AWS: "Customizing sign-in attributes"). Throws InvalidParameterException. */
export function refusePreferredUsername(pool: Pool, { preferred_username }: Attributes): void {
  if (!preferred_username || !aliasAttributes(pool).includes("preferred_username")) return;
  fail(
    "InvalidParameterException",
    "Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.",
  );
}
