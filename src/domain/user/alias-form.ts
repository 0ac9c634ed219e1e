import { fail } from "../../errors.ts";
import { aliasAttributes, type Pool } from "../pool/pool.ts";

export const looksLikeEmail = (name: string) => /^[^\s@]+@[^\s@]+$/u.test(name);
export const looksLikePhoneNumber = (name: string) => /^\+[0-9]+$/.test(name);

/** Throws InvalidParameterException for a name that looks like an alias: it would lead to whom the alias belongs to. */
export function refuseAliasForm(pool: Pool, what: "Username" | "Preferred username", name: string): void {
  const aliases = aliasAttributes(pool);
  const refuse = (form: string) =>
    fail(
      "InvalidParameterException",
      `${what} cannot be of ${form} format, since user pool is configured for ${form} alias.`,
    );
  if (aliases.includes("email") && looksLikeEmail(name)) refuse("email");
  if (aliases.includes("phone_number") && looksLikePhoneNumber(name)) refuse("phone number");
}
