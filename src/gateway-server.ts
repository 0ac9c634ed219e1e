import { dirname, resolve } from "node:path";
import { machineClock } from "./clock.ts";
import type { GatewayConfig } from "./config/gateway-config.ts";
import { createSealer } from "./crypto/seal.ts";
import type { GatewayDeclaration } from "./declaration/index.ts";
import type { Log } from "./domain/services.ts";
import { openBackends, openGateways, openIssuers, servicePools, signInUrls } from "./gateway/engine.ts";
import type { Gateways } from "./gateway/gateways.ts";
import { listenWith } from "./http/listen.ts";
import { functionCredentials, type OpenFunctions, openFunctions } from "./lambda/index.ts";
import { machineRandom } from "./random.ts";

export interface GatewayServerOptions {
  readonly config: GatewayConfig;
  readonly declaration: GatewayDeclaration;
  readonly log: Log;
  /** The process's variables, of which functions are given the few that programs need. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Has the APIs of a file listen in front of a Poolhouse that is elsewhere. Rejects with UnusablePort. */
export async function openGatewayServer(
  options: GatewayServerOptions,
): Promise<Pick<Gateways, "all"> & Pick<OpenFunctions, "close">> {
  const { config, declaration, log, environment } = options;
  const { poolhouse, apis } = declaration;
  const clock = machineClock();
  const random = machineRandom;
  // Sessions of load balancers end with the process.
  const sealer = createSealer(random.bytes(32), random);
  const functions = openFunctions({
    ...{ clock, random, log, functions: declaration.functions },
    folder: resolve(dirname(config.file)),
    surroundings: () => ({
      url: poolhouse,
      credentials: functionCredentials(sealer),
      process: environment,
    }),
    record: () => undefined,
  });
  const { accessKeys, controlToken } = config.secrets;
  const pools = servicePools({ url: poolhouse, standing: "asked", controlToken });
  const gateways = await openGateways(
    apis.apis,
    {
      ...{ clock, random, log, functions, pools, accessKeys },
      explain: config.mode === "local" ? "header" : "log only",
      issuerOf: openIssuers({ pools, clock, origin: () => poolhouse }),
      backends: openBackends(),
      sealer,
      findSignIn: async (poolId, clientId) => {
        const clientSecret = declaration.clientSecrets.get(clientId);
        if (clientSecret === undefined) throw new Error(`${config.file} gives no ClientSecret of ${clientId}`);
        const document = await pools.find(poolId);
        if (!document) throw new Error(`no pool ${poolId} is held at ${poolhouse}`);
        return { issuer: document.issuer, clientSecret, ...signInUrls(poolhouse, poolhouse, poolId) };
      },
    },
    (makeServer, { name, port }) =>
      listenWith(makeServer, { host: config.host, port, chosenBy: `Port of the API ${name}` }),
  );
  return {
    all: gateways.all,
    close: async () => {
      await gateways.close();
      return functions.close();
    },
  };
}
