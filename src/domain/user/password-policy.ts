import type { PasswordPolicyType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Random, randomString } from "../../random.ts";

const lower = "abcdefghijkmnopqrstuvwxyz";
const upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "23456789";
const symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-";

// A space counts as a symbol within the password, not at its ends (AWS: "Adding user pool password requirements").
const symbol = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+=]|(?<=\S) +(?=\S)/u;

/** The API's own bound, which holds for challenge answers too. */
const longest = 256;

/** Throws InvalidPasswordException for the first rule that the password breaks. */
export function checkPassword(policy: PasswordPolicyType, password: string): void {
  if (password.length > longest) {
    const rule = `Member must have length less than or equal to ${longest}`;
    fail(
      "InvalidParameterException",
      `1 validation error detected: Value at 'password' failed to satisfy constraint: ${rule}`,
    );
  }
  const refuse = (reason: string) =>
    fail("InvalidPasswordException", `Password did not conform with policy: ${reason}`);
  if (password.length < (policy.MinimumLength ?? 8)) refuse("Password not long enough");
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) refuse("Password must have uppercase characters");
  if (policy.RequireLowercase && !/[a-z]/.test(password)) refuse("Password must have lowercase characters");
  if (policy.RequireNumbers && !/[0-9]/.test(password)) refuse("Password must have numeric characters");
  if (policy.RequireSymbols && !symbol.test(password)) refuse("Password must have symbol characters");
  if (password.trim() !== password) refuse("Password must not have leading or trailing spaces");
}

/** A temporary password that any policy accepts: at least one character of each kind, and no look-alike letters. */
export function generatePassword(random: Random, policy: PasswordPolicyType): string {
  const length = Math.max(policy.MinimumLength ?? 8, 12);
  const kinds = [lower, upper, digits, symbols];
  const all = lower + upper + digits;
  const characters = [
    ...kinds.map((kind) => randomString(random, 1, kind)),
    ...randomString(random, length - kinds.length, all),
  ];
  // Fisher–Yates, so that nobody knows which kind stands where.
  for (let position = characters.length - 1; position > 0; position--) {
    const other = random.integer(position + 1);
    [characters[position], characters[other]] = [characters[other] as string, characters[position] as string];
  }
  return characters.join("");
}
