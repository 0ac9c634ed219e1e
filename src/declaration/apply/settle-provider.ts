import type { IdentityProvider } from "../../domain/identity-provider/identity-provider.ts";
import { putIdentityProvider, updateIdentityProvider } from "../../domain/identity-provider/store-identity-provider.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import type { DeclaredProvider } from "../declared.ts";
import type { Building } from "../design.ts";
import { designProvider } from "../design-provider.ts";
import { createOrSettle, sameJson } from "./settle.ts";

/** Creates a declared identity provider of a pool that is there, or returns it to what is declared. */
export async function settleProvider(
  services: Building & Pick<Services, "database">,
  pool: Pool,
  declared: DeclaredProvider,
): Promise<void> {
  const { database } = services;
  const wanted = designProvider(services, pool, declared);
  await createOrSettle("document", {
    find: () => database.identityProviders.get(pool.id, wanted.id),
    async create() {
      await freeIdentifiers(services, wanted);
      await database.transaction((stores) => putIdentityProvider(stores, wanted));
    },
    async settle(present) {
      if (sameJson({ ...present.content, discovered: {} }, wanted.content)) return;
      await freeIdentifiers(services, wanted);
      await updateIdentityProvider(services, pool.id, wanted.id, ({ createdAt }) => ({ ...wanted, createdAt }));
    },
  });
}

/** Identifiers that are declared leave the provider to which somebody has given them since. */
async function freeIdentifiers(services: Pick<Services, "database">, { poolId, id, content }: IdentityProvider) {
  for (const identifier of content.idpIdentifiers) {
    const holder = (await services.database.idpIdentifiers.get(poolId, identifier))?.content.providerName;
    if (holder === undefined || holder === id) continue;
    await updateIdentityProvider(services, poolId, holder, (provider) => ({
      ...provider,
      content: {
        ...provider.content,
        idpIdentifiers: provider.content.idpIdentifiers.filter((name) => name !== identifier),
      },
    }));
  }
}
