import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { isCustom, type PoolDomain } from "./pool-domain.ts";

export interface DomainOfPool {
  readonly domain: PoolDomain;
  readonly pool: Pool;
}

/** The domain of this name, a prefix or a whole one, and its pool; in whichever region. Undefined where it is nobody's. */
export async function findDomain(
  { database }: Pick<Services, "database">,
  name: string,
): Promise<DomainOfPool | undefined> {
  const domain = await database.domains.byUniqueKey(name);
  const pool = domain && (await database.pools.get(domain.poolId));
  return pool && { domain, pool };
}

/** The pool's domain of this name. Throws InvalidParameterException. */
export async function findDomainOf(
  { database }: Pick<Services, "database">,
  pool: Pool,
  name: string,
): Promise<PoolDomain> {
  const domain = await database.domains.byUniqueKey(name);
  return domain?.poolId === pool.id ? domain : noSuchDomain();
}

export const noSuchDomain = (): never => fail("InvalidParameterException", "No such domain or user pool exists.");

/** The domain that a pool is known by: one of its own before its prefix. */
export async function domainOf(services: Pick<Services, "database">, pool: Pool): Promise<PoolDomain | undefined> {
  const domains = await domainsOf(services, pool);
  return domains.find(isCustom) ?? domains[0];
}

/** A pool's domains, two at most. */
export const domainsOf = ({ database }: Pick<Services, "database">, pool: Pool): Promise<PoolDomain[]> =>
  database.domains.list(pool.id, { limit: 2 });
