import { type ImportedAlgorithm, isImportable } from "../../crypto/imported-hash.ts";
import { CognitoError } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Attributes } from "../user/attributes.ts";
import { imaginaryPassword } from "../user/imaginary-user.ts";
import { buildUser } from "../user/new-user.ts";
import { isVerified, type User } from "../user/user.ts";
import { mfaColumn, passwordHashColumn, usernameColumn } from "./csv-header.ts";

/** What a row is: a user, or the reason why it is none. */
export type Row = { readonly user: User } | { readonly failure: string };

const flags = new Set(["email_verified", "phone_number_verified", mfaColumn]);

/** Values by column; those of flags in lower case, as spreadsheets do not write them. */
const valuesOf = (columns: readonly string[], fields: readonly string[]): Attributes =>
  Object.fromEntries(
    columns.map((name, at) => [name, flags.has(name) ? fields[at]?.toLowerCase() : fields[at]]),
  ) as Attributes;

/** Why the value of cognito:mfa_enabled does not suit the pool. Undefined when it does (AWS: "Formatting the CSV file"). */
function wrongMfa({ settings: { MfaConfiguration = "OFF" } }: Pool, value: string | undefined): string | undefined {
  if (value !== "true" && value !== "false") return `The User Record must set ${mfaColumn} to true or false.`;
  if (MfaConfiguration === "ON" && value === "false") return `The User Record must set ${mfaColumn} to true.`;
  if (MfaConfiguration === "OFF" && value === "true") return `The User Record must set ${mfaColumn} to false.`;
  return undefined;
}

const unverified =
  "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).";

/**
 * The user whom a row describes: with a password of which it has the hash, or to set one by a code that goes to a contact
 * which the row vouches for.
 */
export function importedUser(
  services: Pick<Services, "random" | "clock" | "sealer">,
  pool: Pool,
  passwordHashing: ImportedAlgorithm | undefined,
  columns: readonly string[],
  fields: readonly string[],
): Row {
  if (fields.length !== columns.length) return { failure: "The number of fields does not match the header." };
  const {
    [usernameColumn]: name,
    [mfaColumn]: mfa,
    [passwordHashColumn]: hash = "",
    ...attributes
  } = valuesOf(columns, fields);
  if (!name) return { failure: `The User Record must set ${usernameColumn}.` };
  const failure = wrongMfa(pool, mfa);
  if (failure) return { failure };
  if (passwordHashing && hash !== "" && !isImportable(passwordHashing, hash)) {
    return { failure: `The value of ${passwordHashColumn} is no hash of ${passwordHashing} that can be verified.` };
  }
  try {
    const wanted = { name, attributes: given(attributes), maker: "import job", status: "RESET_REQUIRED" } as const;
    const user = buildUser(services, pool, wanted);
    if (hash !== "") return { user: withPassword(services, pool, user, hash) };
    const verified = pool.settings.AutoVerifiedAttributes?.some(
      (contact) => user.attributes[contact] && isVerified(user, contact),
    );
    return verified ? { user } : { failure: unverified };
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    return { failure: error.message.trim().replaceAll("\n", " ") };
  }
}

/** Who brings the hash of a password along need not reset it. */
function withPassword(services: Pick<Services, "sealer">, pool: Pool, user: User, hash: string): User {
  const imaginary = imaginaryPassword(services, pool, user.username);
  const password = { ...imaginary, hash, changedAt: user.createdAt, imported: true } as const;
  return { ...user, status: "CONFIRMED", credentials: { password } };
}

const given = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
