import { dirname, resolve } from "node:path";
import { assets } from "./assets.ts";
import { machineClock } from "./clock.ts";
import type { Closing } from "./closing.ts";
import type { Config } from "./config/config.ts";
import { breachedPasswords } from "./crypto/breached-passwords.ts";
import type { KeyReserve } from "./crypto/key-reserve.ts";
import { createPasswordHasher, passwordHashSettings } from "./crypto/password-hash.ts";
import { createPasswordMemory } from "./crypto/password-memory.ts";
import { createSealer } from "./crypto/seal.ts";
import type { SigningKeyPair } from "./crypto/signing-key.ts";
import type { Declaration } from "./declaration/index.ts";
import { logDestinations, noLogDestinations, outboxOnly, smtpSender } from "./delivery/index.ts";
import { openAside } from "./domain/aside.ts";
import { importRunner } from "./domain/import-job/runner.ts";
import { invocationRecorder } from "./domain/invocation/recorder.ts";
import { urlOfDomain } from "./domain/pool-domain/domain-url.ts";
import type { Log, Services } from "./domain/services.ts";
import { issuerOf } from "./domain/token/issuer.ts";
import type { Functions } from "./domain/trigger/functions.ts";
import { federation, providerDocuments } from "./federation/index.ts";
import { functionCredentials, openFunctions, withFunctionKey } from "./lambda/index.ts";
import { machineRandom } from "./random.ts";
import { openDatabase } from "./store/index.ts";

export interface CompositionOptions {
  readonly config: Config;
  /** Seals secrets at rest. */
  readonly secret: string;
  readonly declaration: Declaration;
  readonly log: Log;
  /** Runs functions in the place of those that are declared. */
  readonly functions?: Functions;
  /** The process's variables, of which functions are given the few that programs need. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly keyReserve: KeyReserve<SigningKeyPair>;
  /** How this machine reaches the service, by HTTP and by HTTPS; known when it listens. */
  readonly reached: { readonly http?: string; readonly https?: string };
  readonly closing: Closing;
}

export interface Composition {
  readonly services: Services;
  /** Secrets by access key id, that of functions among them. */
  readonly accessKeys: ReadonlyMap<string, string>;
  /** Has import jobs run that wait: this instance's, and those of one that was killed. */
  runImports(): void;
  /** Resolves when what earlier calls left to be done and recorded behind their backs is done. */
  settled(): Promise<void>;
  /** How the functions ended; once all is closed. */
  ended(): "ended" | "held up";
}

/** Opens what is kept, and makes of it all that the rules need. Rejects with UnusableDatabase. */
export async function compose(options: CompositionOptions): Promise<Composition> {
  const { config, declaration, log, reached, closing } = options;
  const random = machineRandom;
  const sealer = createSealer(options.secret, random);
  const database = await openDatabase(config.database, { sealer, random, clock: machineClock() });
  closing.add(() => database.close());
  const clock = machineClock(() => database.state.current.clockOffsetMs);
  const publicUrl = () => database.state.current.publicUrl ?? config.publicUrl ?? reached.http ?? "";
  const ownUrl = () => reached.http ?? publicUrl();

  const sender = config.secrets.smtpUrl ? await smtpSender(config.secrets.smtpUrl) : outboxOnly;
  closing.add(() => sender.close());

  const recorder = invocationRecorder({ database, clock, log });
  closing.add(() => recorder.settled());
  const credentials = functionCredentials(sealer);
  const declared = openFunctions({
    ...{ clock, random, log, functions: declaration.functions, record: recorder.record },
    folder: resolve(dirname(config.declarationFile ?? "poolhouse.yaml")),
    surroundings: () => ({ url: ownUrl(), credentials, process: options.environment ?? {} }),
  });
  let how: "ended" | "held up" = "ended";
  closing.add(async () => {
    how = await declared.close();
  });
  const aside = openAside((error) => log.error({ error: String(error) }, "what a call left to be done failed"));
  closing.add(() => aside.settled());

  const services: Services = {
    database,
    clock,
    random,
    sealer,
    sender,
    logDestinations: config.logDestination === undefined ? noLogDestinations : logDestinations(config.logDestination),
    providerDocuments,
    federation,
    functions: options.functions ?? declared,
    log,
    aside,
    passwords: createPasswordHasher({
      settings: passwordHashSettings[config.mode === "local" ? "light" : "owasp"],
      memory: createPasswordMemory({ ...rememberedPasswords, clock, random }),
      random,
    }),
    breachedPasswords: breachedPasswords([
      new URL("breached-passwords/common.txt", assets),
      ...(config.breachedPasswords === undefined ? [] : [config.breachedPasswords]),
    ]),
    keyReserve: options.keyReserve,
    startImports: () => imports.run(),
    accountId: config.accountId,
    userLimits: config.userLimits,
    localUrls: config.localUrls,
    publicUrl,
    ownUrl,
    httpsUrl: () => reached.https,
    domainUrl: (domain) => urlOfDomain(config.domainUrls, publicUrl(), domain),
    issuer: (pool) => issuerOf(config.issuer, publicUrl(), pool),
  };
  const imports = importRunner(services);
  closing.add(() => imports.stop());
  return {
    services,
    accessKeys: withFunctionKey(config.secrets.accessKeys, credentials),
    runImports: () => imports.run(),
    async settled() {
      await aside.settled();
      await recorder.settled();
    },
    ended: () => how,
  };
}

const rememberedPasswords = { capacity: 10_000, life: 10 * 60_000 };
