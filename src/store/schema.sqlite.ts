import { sqliteColumns } from "./columns.ts";
import { defineSchema } from "./schema.ts";

// One export each: drizzle-kit reads the tables from here.
export const {
  service,
  limits,
  pools,
  signingKeys,
  clients,
  groups,
  users,
  identifiers,
  groupMembers,
  codes,
  grants,
  refreshTokens,
  spent,
  failedPasswords,
  messages,
  invocations,
  documents,
} = defineSchema(sqliteColumns);
