import type { Clock } from "../clock.ts";
import type { Services } from "../domain/services.ts";
import { introspect } from "../domain/token/introspect.ts";
import { jwks } from "../domain/token/signing-keys.ts";
import type { PlannedApis } from "../gateway/declared/index.ts";
import type { Gateways } from "../gateway/gateways.ts";
import { type FindSignIn, signInUrls } from "../gateway/load-balancer/sign-in.ts";
import type { PoolSource } from "../gateway/verifier/pool-source.ts";
import { listenWith } from "./listen.ts";

export interface GatewaysOptions {
  readonly planned: PlannedApis;
  readonly services: Pick<
    Services,
    "accountId" | "clock" | "database" | "functions" | "issuer" | "log" | "publicUrl" | "random" | "sealer"
  >;
  readonly mode: "local" | "shared";
  readonly host: string;
  /** How this machine reaches the service. */
  readonly serviceUrl: string;
  /** For AWS_IAM: secrets by access key id. */
  readonly accessKeys: ReadonlyMap<string, string>;
}

/** How soon a gateway reads a pool of its own process again for a key that it does not know, in milliseconds. */
const pause = 100;

/**
 * Has the declared APIs listen beside the service, in front of the backends of apps. The engine is loaded where one is
 * declared alone. Rejects with UnusablePort.
 */
export async function serveGateways({ planned, services, ...options }: GatewaysOptions): Promise<Gateways | undefined> {
  if (planned.apis.length === 0) return undefined;
  const { openBackends, openGateways, openIssuers } = await import("../gateway/engine.ts");
  const { clock, log, publicUrl } = services;
  const pools = heldPools(services);
  return openGateways(
    planned.apis,
    {
      ...services,
      ...{ pools, accessKeys: options.accessKeys, explain: options.mode === "local" ? "header" : "log only", log },
      issuerOf: openIssuers({ pools, clock, pause, origin: publicUrl }),
      backends: openBackends(),
      findSignIn: signInsAt(options.serviceUrl, services),
    },
    (makeServer, { name, port }) =>
      listenWith(makeServer, { host: options.host, port, chosenBy: `Port of the API ${name}` }),
  );
}

/** Browsers are sent to the public URL; this machine reaches the service by its own. */
function signInsAt(
  serviceUrl: string,
  { database, issuer, publicUrl }: Pick<Services, "database" | "issuer" | "publicUrl">,
): FindSignIn {
  return async (poolId, clientId) => {
    await database.state.refresh();
    const [pool, client] = await Promise.all([database.pools.get(poolId), database.clients.get(clientId)]);
    if (!pool) throw new Error(`no pool ${poolId} is held here`);
    const [secret] = client?.poolId === poolId ? client.secrets : [];
    if (!secret) throw new Error(`the pool has no client ${clientId} with a secret`);
    return { issuer: issuer(pool), clientSecret: secret.value, ...signInUrls(publicUrl(), serviceUrl, poolId) };
  };
}

/** This service's own pools, as its gateways ask for them: without HTTP, and by the clock that holds now. */
function heldPools(services: Pick<Services, "database" | "issuer"> & { readonly clock: Clock }): Required<PoolSource> {
  const { database, clock, issuer } = services;
  return {
    find: async (poolId) => {
      await database.state.refresh();
      const pool = await database.pools.get(poolId);
      if (!pool) return undefined;
      const { keys } = jwks(await database.pools.signingKeys(poolId));
      return { issuer: issuer(pool), keys: keys.map((key) => ({ ...key })) };
    },
    timeOf: async (poolId) => {
      await database.state.refresh();
      return clock.of((await database.pools.get(poolId)) ?? {}).now();
    },
    standingOf: async (token) => {
      await database.state.refresh();
      return introspect(services, token);
    },
  };
}
