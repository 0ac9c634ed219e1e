import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import type { IdentityProvider, IdpIdentifier } from "./identity-provider.ts";

type ProviderStores = Pick<Stores, "identityProviders" | "idpIdentifiers">;

/** AWS: quotas of user pools. */
const providersAtMost = 300;

/** Stores a new provider. Throws DuplicateProviderException, InvalidParameterException, LimitExceededException. */
export async function insertIdentityProvider(
  { database }: Pick<Services, "database">,
  provider: IdentityProvider,
): Promise<void> {
  const { poolId, id } = provider;
  if ((await database.identityProviders.count(poolId)) >= providersAtMost) {
    fail("LimitExceededException", `A user pool cannot have more than ${providersAtMost} identity providers.`);
  }
  try {
    await database.transaction((stores) => putIdentityProvider(stores, provider));
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    if (!(await database.identityProviders.get(poolId, id))) refuseIdentifiers();
    fail("DuplicateProviderException", `A provider of name ${id} already exists.`);
  }
}

/** Stores a provider with its identifiers. Throws AlreadyThere. To be called in a transaction. */
export async function putIdentityProvider(stores: ProviderStores, provider: IdentityProvider): Promise<void> {
  await stores.identityProviders.insert(provider);
  for (const name of provider.content.idpIdentifiers) await stores.idpIdentifiers.insert(identifierOf(provider, name));
}

/**
 * Applies a pure change, which may run several times, and moves the identifiers along. Undefined when there is no such
 * provider. Throws InvalidParameterException.
 */
export async function updateIdentityProvider(
  { database }: Pick<Services, "database">,
  poolId: string,
  name: string,
  change: (provider: IdentityProvider) => IdentityProvider,
): Promise<IdentityProvider | undefined> {
  try {
    return await database.transaction(async (stores) => {
      let former: readonly string[] = [];
      const changed = await stores.identityProviders.update(poolId, name, (present) => {
        former = present.content.idpIdentifiers;
        return change(present);
      });
      if (!changed) return undefined;
      const identifiers = changed.content.idpIdentifiers;
      for (const gone of without(identifiers, former)) await stores.idpIdentifiers.delete(poolId, gone);
      for (const added of without(former, identifiers)) {
        await stores.idpIdentifiers.insert(identifierOf(changed, added));
      }
      return changed;
    });
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return refuseIdentifiers();
  }
}

/** Deletes the provider with its identifiers. False when there is none. */
export function deleteIdentityProvider(
  { database }: Pick<Services, "database">,
  poolId: string,
  name: string,
): Promise<boolean> {
  return database.transaction(async (stores) => {
    const present = await stores.identityProviders.get(poolId, name);
    for (const identifier of present?.content.idpIdentifiers ?? []) {
      await stores.idpIdentifiers.delete(poolId, identifier);
    }
    return stores.identityProviders.delete(poolId, name);
  });
}

const identifierOf = (provider: IdentityProvider, id: string): IdpIdentifier => ({
  poolId: provider.poolId,
  id,
  content: { providerName: provider.id },
  createdAt: provider.modifiedAt,
  modifiedAt: provider.modifiedAt,
});

const without = (some: readonly string[], all: readonly string[]) => all.filter((one) => !some.includes(one));

function refuseIdentifiers(): never {
  fail("InvalidParameterException", "An identifier is already used by another provider of the user pool.");
}
