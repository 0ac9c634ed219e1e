import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** The pool's provider of this name. Throws ResourceNotFoundException. */
export async function findIdentityProvider(
  { database }: Pick<Services, "database">,
  pool: Pool,
  name: string,
): Promise<IdentityProvider> {
  const provider = await database.identityProviders.get(pool.id, name);
  if (!provider) fail("ResourceNotFoundException", `Identity provider ${name} does not exist.`);
  return provider;
}

/** The names of the pool's providers. */
export async function providerNames({ database }: Pick<Services, "database">, pool: Pool): Promise<string[]> {
  const providers = await database.identityProviders.list(pool.id, { limit: 1000 });
  return providers.map(({ id }) => id);
}
