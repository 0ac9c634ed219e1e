import type { ProviderUserIdentifierType } from "@aws-sdk/client-cognito-identity-provider";
import { findUserByIdentity } from "../../domain/identity-provider/find-user-by-identity.ts";
import { type ProviderIdentity, subjectAttribute } from "../../domain/identity-provider/linked-identity.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import { isMadeOf } from "../../domain/user/identities.ts";
import type { User } from "../../domain/user/user.ts";
import { fail } from "../../errors.ts";

/** The account at a provider that a call names in `member`. Throws InvalidParameterException where a part is missing. */
export function readIdentity(member: string, named: ProviderUserIdentifierType): ProviderIdentity {
  const { ProviderName, ProviderAttributeName, ProviderAttributeValue } = named;
  const parts = { ProviderName, ProviderAttributeName, ProviderAttributeValue };
  const missing = Object.entries(parts).find(([, part]) => !part);
  if (missing) fail("InvalidParameterException", `Invalid ${member}: ${missing[0]} is missing.`);
  return {
    providerName: ProviderName as string,
    attributeName: ProviderAttributeName as string,
    value: ProviderAttributeValue as string,
  };
}

/**
 * The user whom a call names by the username (ProviderName `Cognito`) or by their account at a provider, which they were
 * linked to or made of; the attribute's name does not matter. Throws UserNotFoundException.
 */
export async function findDestination(
  services: Pick<Services, "database">,
  pool: Pool,
  { ProviderName = "Cognito", ProviderAttributeValue: value = "" }: ProviderUserIdentifierType,
): Promise<User> {
  const { users } = services.database;
  if (ProviderName === "Cognito") return (await users.find(pool, value)) ?? fail("UserNotFoundException");
  const account = { providerName: ProviderName, attributeName: subjectAttribute, value };
  const linked = await findUserByIdentity(services, pool, account);
  if (linked) return linked;
  const made = await users.find(pool, `${ProviderName}_${value}`);
  return made && isMadeOf(made, { providerName: ProviderName, userId: value }) ? made : fail("UserNotFoundException");
}
