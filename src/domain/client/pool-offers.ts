import { providerNames } from "../identity-provider/find-identity-provider.ts";
import type { LocalUrls } from "../local-url.ts";
import type { Pool } from "../pool/pool.ts";
import { findCustomScopes } from "../resource-server/find-resource-server.ts";
import type { Services } from "../services.ts";

/** What stands beside a pool's settings that its clients may name. */
export interface PoolOffers {
  /** Scopes of the pool's resource servers: `<identifier>/<scope name>`. */
  readonly scopes: ReadonlySet<string>;
  /** Names of the pool's identity providers. */
  readonly providers: readonly string[];
  /** Whether its URLs may be of http on local hosts where AWS refuses that. */
  readonly localUrls: LocalUrls;
}

export const findOffers = async (
  services: Pick<Services, "database" | "localUrls">,
  pool: Pool,
): Promise<PoolOffers> => ({
  scopes: await findCustomScopes(services, pool),
  providers: await providerNames(services, pool),
  localUrls: services.localUrls,
});
