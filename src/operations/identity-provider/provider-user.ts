import type { ProviderUserIdentifierType } from "@aws-sdk/client-cognito-identity-provider";
import { findUserByIdentity } from "../../domain/identity-provider/find-user-by-identity.ts";
import { type ProviderIdentity, subjectAttribute } from "../../domain/identity-provider/linked-identity.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
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
 * The user whom a call names by the username (ProviderName `Cognito`) or by their account at a provider; the attribute's
 * name does not matter. Throws UserNotFoundException.
 */
export async function findDestination(
  services: Pick<Services, "database">,
  pool: Pool,
  { ProviderName = "Cognito", ProviderAttributeValue: value = "" }: ProviderUserIdentifierType,
): Promise<User> {
  const user =
    ProviderName === "Cognito"
      ? await services.database.users.find(pool, value)
      : ((await findUserByIdentity(services, pool, {
          providerName: ProviderName,
          attributeName: subjectAttribute,
          value,
        })) ?? (await services.database.users.find(pool, `${ProviderName}_${value}`)));
  if (!user) fail("UserNotFoundException");
  return user;
}
