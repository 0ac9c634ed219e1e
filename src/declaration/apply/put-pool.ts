import type { Client } from "../../domain/client/client.ts";
import { putIdentityProvider } from "../../domain/identity-provider/store-identity-provider.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { PoolDomain } from "../../domain/pool-domain/pool-domain.ts";
import type { Stores } from "../../domain/stores.ts";
import type { SigningKey } from "../../domain/token/signing-keys.ts";
import type { Design, Member } from "../design.ts";

/** Stores all of a pool that is not there. Throws AlreadyThere when it is. To be called in a transaction. */
export async function putPool(stores: Stores, design: Design, keys: readonly SigningKey[]): Promise<void> {
  const { pool, domains, clients, brandings, terms, groups, resourceServers, providers, members } = design;
  await stores.pools.insert(pool, keys);
  for (const domain of domains) await putDomain(stores, domain);
  for (const provider of providers) await putIdentityProvider(stores, provider);
  for (const client of clients) await putClient(stores, client);
  for (const branding of brandings) await stores.brandings.insert(branding);
  for (const document of terms) await stores.terms.insert(document);
  for (const group of groups) await stores.groups.insert(group);
  for (const server of resourceServers) await stores.resourceServers.insert(server);
  for (const member of members) await putMember(stores, pool, member);
}

/** Stores a client, which leaves the pool that it was declared for before. Throws AlreadyThere when it is in its own. */
export async function putClient({ clients }: Stores, client: Client): Promise<void> {
  const holder = await clients.get(client.id);
  if (holder && holder.poolId !== client.poolId) await clients.delete(client.id);
  await clients.insert(client);
}

/** Stores a domain, which leaves the pool that had one of its name. Throws AlreadyThere when its own pool has one. */
export async function putDomain({ domains }: Stores, domain: PoolDomain): Promise<void> {
  await freeDomain({ domains }, domain);
  await domains.insert(domain);
}

/** Takes a domain's name from whichever other pool has it. */
export async function freeDomain({ domains }: Pick<Stores, "domains">, { poolId, content }: PoolDomain): Promise<void> {
  const holder = await domains.byUniqueKey(content.name);
  if (holder && holder.poolId !== poolId) await domains.delete(holder.poolId, holder.id);
}

/** Stores a user and their memberships. Throws AlreadyThere. To be called in a transaction. */
export async function putMember({ users, groups }: Stores, pool: Pool, member: Member): Promise<void> {
  await users.insert(pool, member.user);
  for (const name of member.groups) await groups.addMember(pool.id, name, member.user.sub);
}
