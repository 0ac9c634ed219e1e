import { type Closing, closing } from "./closing.ts";
import { type CompositionOptions, compose } from "./compose.ts";
import type { Config } from "./config/config.ts";
import type { KeyAndCertificate } from "./crypto/certificate-authority.ts";
import { signingKeyReserve } from "./crypto/signing-key-reserve.ts";
import { applyDeclaration, reset } from "./declaration/index.ts";
import { forgetExpired } from "./domain/forget-expired.ts";
import { countRequest } from "./domain/limit/request-rate.ts";
import type { Pool } from "./domain/pool/pool.ts";
import { warnOfMoved, warnOfMovedPool } from "./domain/service/warn-of-moved.ts";
import type { Services } from "./domain/services.ts";
import { warnOfStandIns } from "./domain/stand-in/warn-of-stand-ins.ts";
import { warnOfMissingFunctions } from "./domain/trigger/warn-of-missing.ts";
import type { ExceptionName } from "./errors.ts";
import type { Gateways } from "./gateway/gateways.ts";
import { byHost, isServed } from "./http/by-host.ts";
import { faces } from "./http/faces.ts";
import { serveGateways } from "./http/gateways.ts";
import { hostCertificates } from "./http/host-certificates.ts";
import type { Theme } from "./http/hosted-ui/theme.ts";
import { type Fetch, listen } from "./http/listen.ts";
import { machineRandom } from "./random.ts";

/** A service that serves. */
export interface Server {
  /** How this machine reaches it; `services.publicUrl` is how others do. */
  readonly url: string;
  /** The same by HTTPS, where that was asked for. */
  readonly httpsUrl?: string;
  readonly services: Services;
  /** The declared APIs, which listen too; none where none is declared. */
  readonly gateways: Gateways | undefined;
  /** Loads what nobody has asked for yet. */
  load(): Promise<void>;
  /** Finishes the requests in flight and closes the database. What is held up then holds up process.exit() as well. */
  close(): Promise<"ended" | "held up">;
}

/** `declaration` is the state to which every start and every reset returns. */
export interface ServerOptions extends Omit<CompositionOptions, "closing" | "keyReserve" | "reached"> {
  /** Certifies the service's hosts where it is to speak HTTPS. */
  readonly authority?: KeyAndCertificate;
  /** Tests fail by it; otherwise it is a line in the log. */
  readonly onUndeclared?: (operation: string, exception: ExceptionName) => void;
  /** The keys of pools to come. Whoever starts the service may have begun to make them. */
  readonly keyReserve?: CompositionOptions["keyReserve"];
}

const sweepEvery = 60_000;
/** How soon this instance takes up the import jobs of one that was killed, in milliseconds. */
const lookForImportsEvery = 2_000;

/**
 * Puts together everything that exists, in this order: what is kept, what the rules need, what answers, and the port.
 * Rejects with UnusableDatabase, UnusablePort or UnusableTheme, when all that was opened before is closed again.
 */
export async function openServer(options: ServerOptions): Promise<Server> {
  const opened = closing();
  try {
    return await open(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(options: ServerOptions, closing: Closing): Promise<Server> {
  const { config, declaration, log } = options;
  const keyReserve = options.keyReserve ?? signingKeyReserve(machineRandom);
  keyReserve.warm(); // on other threads, while this one opens the database
  closing.add(() => keyReserve.stop());
  const reached: { http?: string; https?: string } = {};
  const opened = await compose({ ...options, keyReserve, reached, closing });
  const { services, accessKeys } = opened;
  const { database } = services;

  const { load, fetch } = faces({
    services,
    accessKeys,
    theme: config.theme === undefined ? undefined : await themeIn(config.theme),
    countRequest: config.rateLimits === "on" ? (operation) => countRequest(services, operation) : undefined,
    onUndeclared:
      options.onUndeclared ??
      ((operation, exception) => log.warn({ operation, exception }, "threw what it does not declare")),
    control: {
      mode: config.mode,
      controlToken: config.secrets.controlToken,
      reset: (userPoolId) => reset(services, declaration, userPoolId),
      settled: opened.settled,
    },
  });

  // The port comes first: who cannot have it must not bring another service's database to this declaration. Whoever calls
  // already, waits until everything stands.
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  const serve = byHost(services, fetch);
  let answer: Fetch = async (...call) => ready.promise.then(() => serve(...call));
  const { trustedProxies } = config;
  const answerAll: Fetch = (request, env, ...rest) =>
    answer(request, trustedProxies ? { ...(env as object), trustedProxies } : env, ...rest);

  const listening: { close(): Promise<void> }[] = [];
  closing.add(async () => {
    ready.reject(new Error("The service does not start."));
    await Promise.all(listening.map((listener) => listener.close()));
  });
  const listener = await listen(answerAll, config.host, config.port);
  listening.push(listener);
  reached.http = listener.url;
  if (config.httpsPort !== undefined && options.authority) {
    const allows = (name: string) => isServed(services, name);
    const tls = await hostCertificates({ ...services, authority: options.authority, allows });
    const secure = await listen(answerAll, config.host, config.httpsPort, tls);
    listening.push(secure);
    reached.https = secure.url;
  }
  await applyDeclaration(services, declaration);
  const gateways = await serveGateways({
    ...{ services, planned: declaration.apis, mode: config.mode, host: config.host, serviceUrl: listener.url },
    accessKeys: config.secrets.accessKeys,
  });
  if (gateways) listening.push(gateways);
  answer = serve;
  ready.resolve();

  // Whoever names a public URL at the start means it, whatever was set while an earlier process ran.
  if (config.publicUrl !== undefined && database.state.current.publicUrl !== undefined) {
    await database.state.update({ publicUrl: null });
  }
  await warnOfState(services, config);
  every(sweepEvery, closing, () => {
    forgetExpired(services).catch((error) => log.warn({ error: String(error) }, "what has expired could not be swept"));
  });
  every(lookForImportsEvery, closing, opened.runImports);

  return {
    url: listener.url,
    httpsUrl: reached.https,
    services,
    gateways,
    load,
    async close() {
      await closing.close();
      return opened.ended();
    },
  };
}

async function themeIn(folder: string): Promise<Theme> {
  const { readTheme } = await import("./http/hosted-ui/theme.ts");
  return readTheme(folder);
}

/** What the operator should know of the pools that are there. */
async function warnOfState(services: Services, { mode }: Config): Promise<void> {
  const { pools } = services.database;
  warnOfMoved(services);
  for (const id of await pools.ids()) {
    const pool = (await pools.get(id)) as Pool;
    warnOfMovedPool(services, pool);
    warnOfMissingFunctions(services, pool);
    if (mode === "shared") await warnOfStandIns(services, pool);
  }
}

function every(ms: number, closing: Closing, run: () => void): void {
  const timer = setInterval(run, ms);
  closing.add(() => clearInterval(timer));
}
