import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Config, readConfig } from "../config/config.ts";
import { ConfigError, unusableFile } from "../config/config-error.ts";
import { signingKeyReserve } from "../crypto/signing-key-reserve.ts";
import { type Declaration, readDeclarationFile } from "../declaration/index.ts";
import type { Invocation, InvocationAttempt } from "../domain/invocation/invocation.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { Services } from "../domain/services.ts";
import { functionCredentials, openFunctions } from "../lambda/index.ts";
import { machineRandom } from "../random.ts";
import { openServer } from "../server.ts";
import type { Surroundings } from "./surroundings.ts";

/** A place at which declared functions run as in a service; there is one behind it, in memory, into which they may call back. */
export interface Bench extends AsyncDisposable {
  readonly config: Config;
  readonly declaration: Declaration;
  readonly pools: readonly Pool[];
  readonly services: Services;
  /** The attempts since the last call of this. */
  attempts(): InvocationAttempt[];
}

const kept = ["POOLHOUSE_REGION", "POOLHOUSE_ACCOUNT_ID"];

/** Opens it for what a file declares: the one that is named, or as a service finds it. Rejects with ConfigError, DeclarationError. */
export async function openBench(named: string | undefined, { environment, log }: Surroundings): Promise<Bench> {
  const file = named ?? (environment.POOLHOUSE_CONFIG || "poolhouse.yaml");
  if (!existsSync(file)) throw new ConfigError(`There is no file ${JSON.stringify(file)}: --config names it.`);
  const config = readConfig({
    flags: { port: "0", database: ":memory:", config: file },
    // Nothing else that a service is told: no mail goes out from here.
    environment: Object.fromEntries(kept.map((name) => [name, environment[name]])),
    fileExists: existsSync,
  });
  const declaration = await readDeclarationFile(await readFile(file, "utf8").catch(unusableFile(file)), file, config);
  const secret = "functions on the bench";
  const keyReserve = signingKeyReserve(machineRandom, 0); // it has what is declared, and lives for seconds
  const server = await openServer({ config, secret, declaration, log, environment, keyReserve });
  const { clock, random, sealer, database } = server.services;
  let recorded: Invocation[] = [];
  const functions = openFunctions({
    ...{ clock, random, functions: declaration.functions, folder: resolve(dirname(file)) },
    log: { ...log, info: () => undefined }, // what they write is part of the report
    record: (invocation) => recorded.push(invocation),
    surroundings: () => ({ url: server.url, credentials: functionCredentials(sealer), process: environment }),
  });
  const pools = await Promise.all(declaration.userPools.map(({ Id }) => database.pools.get(Id)));
  return {
    ...{ config, declaration },
    pools: pools.filter((pool) => pool !== undefined),
    services: { ...server.services, functions },
    attempts() {
      const attempts = recorded.flatMap((invocation) => invocation.attempts);
      recorded = [];
      return attempts;
    },
    async [Symbol.asyncDispose]() {
      await functions.close();
      await server.close();
    },
  };
}
