import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { mostResourceServers, type ResourceServer, scopesOf } from "./resource-server.ts";

/** Throws ResourceNotFoundException for the resource server that is not there. */
export const noResourceServer = (identifier: string): never =>
  fail("ResourceNotFoundException", `Resource server ${identifier} does not exist.`);

/** The resource server of this pool that a call names. Throws ResourceNotFoundException. */
export const findResourceServer = async (
  { database }: Pick<Services, "database">,
  pool: Pool,
  identifier: string,
): Promise<ResourceServer> => (await database.resourceServers.get(pool.id, identifier)) ?? noResourceServer(identifier);

/**
 * The scopes that the pool's resource servers define. When a server goes, clients go on naming its scopes, as at AWS,
 * yet nothing stands behind them any more: what grants scopes asks here.
 */
export const findCustomScopes = async ({ database }: Pick<Services, "database">, pool: Pool): Promise<Set<string>> =>
  scopesOf(await database.resourceServers.list(pool.id, { limit: mostResourceServers }));
