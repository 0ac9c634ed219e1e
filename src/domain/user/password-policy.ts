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

/** One of a policy's rules. */
export interface PasswordRule {
  readonly name: "length" | "uppercase" | "lowercase" | "number" | "symbol" | "ends";
  /** What a password that breaks it is told. */
  readonly broken: string;
  isMetBy(password: string): boolean;
}

/** The rules that a policy makes, in the order in which they are looked at. */
export function passwordRules(policy: PasswordPolicyType): PasswordRule[] {
  const rule = (name: PasswordRule["name"], broken: string, isMetBy: PasswordRule["isMetBy"]) => ({
    name,
    broken,
    isMetBy,
  });
  const needs = (wanted: boolean | undefined, ...[name, kind, characters]: [PasswordRule["name"], string, RegExp]) =>
    wanted ? [rule(name, `Password must have ${kind} characters`, (password) => characters.test(password))] : [];
  return [
    rule("length", "Password not long enough", ({ length }) => length >= minimumLength(policy)),
    ...needs(policy.RequireUppercase, "uppercase", "uppercase", /[A-Z]/),
    ...needs(policy.RequireLowercase, "lowercase", "lowercase", /[a-z]/),
    ...needs(policy.RequireNumbers, "number", "numeric", /[0-9]/),
    ...needs(policy.RequireSymbols, "symbol", "symbol", symbol),
    rule("ends", "Password must not have leading or trailing spaces", (password) => password.trim() === password),
  ];
}

/** How many characters a password has at least. */
export const minimumLength = ({ MinimumLength = 8 }: PasswordPolicyType): number => MinimumLength;

/** Throws InvalidPasswordException for the first rule that the password breaks. */
export function checkPassword(policy: PasswordPolicyType, password: string): void {
  if (password.length > longest) {
    const rule = `Member must have length less than or equal to ${longest}`;
    fail(
      "InvalidParameterException",
      `1 validation error detected: Value at 'password' failed to satisfy constraint: ${rule}`,
    );
  }
  const broken = passwordRules(policy).find(({ isMetBy }) => !isMetBy(password));
  if (broken) fail("InvalidPasswordException", `Password did not conform with policy: ${broken.broken}`);
}

/** A temporary password that any policy accepts: at least one character of each kind, and no look-alike letters. */
export function generatePassword(random: Random, policy: PasswordPolicyType): string {
  const length = Math.max(minimumLength(policy), 12);
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
