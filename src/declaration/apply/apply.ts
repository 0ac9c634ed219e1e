import { turnstile } from "../../crypto/turnstile.ts";
import { findOffers } from "../../domain/client/pool-offers.ts";
import { warnOfLocalUrls } from "../../domain/client/warn-of-local-urls.ts";
import type { Services } from "../../domain/services.ts";
import { newSigningKeys } from "../../domain/token/signing-keys.ts";
import type { Declaration, DeclaredPool } from "../declared.ts";
import {
  type Building,
  design,
  designBranding,
  designDomains,
  designPool,
  designResourceServers,
  designTerms,
  type Hashing,
} from "../design.ts";
import { putPool } from "./put-pool.ts";
import { createOrSettle } from "./settle.ts";
import { settleClient } from "./settle-client.ts";
import { settleDocument } from "./settle-document.ts";
import { settleDomain } from "./settle-domain.ts";
import { settleGroup } from "./settle-group.ts";
import { settlePool } from "./settle-pool.ts";
import { settleProvider } from "./settle-provider.ts";
import { settleUsers } from "./settle-users.ts";
import { nameUndeclared } from "./undeclared.ts";

type Applying = Building & Hashing & Pick<Services, "database" | "keyReserve" | "log">;

/** A new pool's keys and passwords take the processor's time; more pools at once would only wait. */
const poolsAtOnce = 4;

/**
 * Brings the database to what is declared; at every start, and on several instances at once. Pools, domains, clients,
 * groups, resource servers and identity providers return to their declared settings. A user is given password,
 * attributes, status and groups when they are created, and then left alone, so that nothing undoes ChangePassword. What is
 * not declared stays and is named in the log.
 */
export async function applyDeclaration(services: Applying, declaration: Declaration): Promise<void> {
  const inTurn = turnstile(poolsAtOnce);
  await Promise.all(declaration.userPools.map((declared) => inTurn(() => applyPool(services, declared))));
  const clients = declaration.userPools.flatMap(({ Clients }) => Clients);
  for (const client of clients) warnOfLocalUrls(services, { id: client.ClientId, settings: client });
  await nameUndeclared(services, declaration);
}

/** A new pool comes with all that is in it, in one transaction; one that is there is settled piece by piece. */
const applyPool = (services: Applying, declared: DeclaredPool): Promise<void> =>
  createOrSettle("pool", {
    find: () => services.database.pools.get(declared.Id),
    async create() {
      const [whole, keys] = await Promise.all([design(services, declared), newSigningKeys(services)]);
      await services.database.transaction((stores) => putPool(stores, whole, keys));
    },
    async settle(present) {
      const { resourceServers, brandings, terms } = services.database;
      const wanted = designPool(services, declared);
      const pool = await settlePool(services, present, wanted);
      for (const domain of designDomains(services, wanted, declared)) await settleDomain(services, domain);
      for (const server of designResourceServers(services, pool, declared)) {
        await settleDocument(resourceServers, server);
      }
      for (const provider of declared.IdentityProviders) await settleProvider(services, wanted, provider);
      const offers = await findOffers(services, pool);
      for (const client of declared.Clients) {
        await settleClient(services, wanted, client, offers);
        for (const branding of designBranding(services, pool, client)) await settleDocument(brandings, branding);
        for (const document of designTerms(services, pool, client)) await settleDocument(terms, document);
      }
      for (const group of declared.Groups) await settleGroup(services, pool, group);
      await settleUsers(services, pool, declared.Users);
    },
  });
