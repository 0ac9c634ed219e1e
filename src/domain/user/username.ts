import { fail } from "../../errors.ts";
import { aliasAttributes, type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Attributes } from "./attributes.ts";

const looksLikeEmail = (name: string) => /^[^\s@]+@[^\s@]+$/u.test(name);
const looksLikePhoneNumber = (name: string) => /^\+[0-9]+$/.test(name);

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
  const aliases = aliasAttributes(pool);
  if (aliases.includes("email") && looksLikeEmail(name)) {
    fail(
      "InvalidParameterException",
      "Username cannot be of email format, since user pool is configured for email alias.",
    );
  }
  if (aliases.includes("phone_number") && looksLikePhoneNumber(name)) {
    fail(
      "InvalidParameterException",
      "Username cannot be of phone number format, since user pool is configured for phone number alias.",
    );
  }
  return { username: name, attributes };
}
