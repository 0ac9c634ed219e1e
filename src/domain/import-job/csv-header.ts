import type { Pool } from "../pool/pool.ts";

export const usernameColumn = "cognito:username";
export const mfaColumn = "cognito:mfa_enabled";
export const passwordHashColumn = "cognito:password_hash";

/** The columns of a file of users for this pool (AWS: GetCSVHeader): every attribute but `sub`, and what Cognito adds. */
export const csvHeader = ({ settings }: Pool): string[] => [
  ...settings.SchemaAttributes.flatMap(({ Name = "" }) => (Name === "sub" || Name === "identities" ? [] : [Name])),
  mfaColumn,
  usernameColumn,
];

/**
 * Are these the pool's columns, each once and in any order? Where hashed passwords come along, they have one more. AWS
 * asks for every column, also where no user has a value for it.
 */
export function matchesHeader(pool: Pool, columns: readonly string[], passwords: "hashed" | "none"): boolean {
  const expected = [...csvHeader(pool), ...(passwords === "hashed" ? [passwordHashColumn] : [])];
  return columns.length === expected.length && expected.every((name) => columns.includes(name));
}
