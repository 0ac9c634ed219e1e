import { dirname, resolve } from "node:path";
import { type ErrorHandler, Hono } from "hono";
import { assets } from "./assets.ts";
import { machineClock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import { breachedPasswords } from "./crypto/breached-passwords.ts";
import type { KeyAndCertificate } from "./crypto/certificate-authority.ts";
import type { KeyReserve } from "./crypto/key-reserve.ts";
import { createPasswordHasher, passwordHashSettings } from "./crypto/password-hash.ts";
import { createPasswordMemory } from "./crypto/password-memory.ts";
import { createSealer } from "./crypto/seal.ts";
import type { SigningKeyPair } from "./crypto/signing-key.ts";
import { signingKeyReserve } from "./crypto/signing-key-reserve.ts";
import { applyDeclaration, type Declaration, reset } from "./declaration/index.ts";
import { logDestinations, noLogDestinations, outboxOnly, smtpSender } from "./delivery/index.ts";
import { openAside } from "./domain/aside.ts";
import { forgetExpired } from "./domain/forget-expired.ts";
import { importRunner } from "./domain/import-job/runner.ts";
import { invocationRecorder } from "./domain/invocation/recorder.ts";
import { countRequest } from "./domain/limit/request-rate.ts";
import type { Pool } from "./domain/pool/pool.ts";
import { urlOfDomain } from "./domain/pool-domain/domain-url.ts";
import { warnOfMoved, warnOfMovedPool } from "./domain/service/warn-of-moved.ts";
import type { Log, Services } from "./domain/services.ts";
import { warnOfStandIns } from "./domain/stand-in/warn-of-stand-ins.ts";
import { issuerOf } from "./domain/token/issuer.ts";
import type { Functions } from "./domain/trigger/functions.ts";
import { warnOfMissingFunctions } from "./domain/trigger/warn-of-missing.ts";
import type { ExceptionName } from "./errors.ts";
import { federation, providerDocuments } from "./federation/index.ts";
import type { Gateways } from "./gateway/gateways.ts";
import { awsJsonApi } from "./http/aws-json/api.ts";
import { byHost, isServed, pathOf } from "./http/by-host.ts";
import { callsApart } from "./http/calls-apart.ts";
import { controlFace } from "./http/control/index.ts";
import { federationEndpoints, toProvider } from "./http/federation/index.ts";
import { serveGateways } from "./http/gateways.ts";
import { health } from "./http/health.ts";
import { hostCertificates } from "./http/host-certificates.ts";
import { hostedUi, readTheme } from "./http/hosted-ui/index.ts";
import { kms } from "./http/kms.ts";
import { type Fetch, type Listener, listen } from "./http/listen.ts";
import { logos } from "./http/logo.ts";
import { oauth } from "./http/oauth/index.ts";
import { signpost } from "./http/signpost.ts";
import { standIns } from "./http/stand-in/index.ts";
import { sts } from "./http/sts.ts";
import { upToDate } from "./http/up-to-date.ts";
import { userImports } from "./http/user-imports.ts";
import { wellKnown } from "./http/well-known.ts";
import { functionCredentials, openFunctions, withFunctionKey } from "./lambda/index.ts";
import { operations } from "./operations/index.ts";
import { machineRandom } from "./random.ts";
import { openDatabase } from "./store/index.ts";

/** A service that serves. */
export interface Server {
  /** How this machine reaches it; `services.publicUrl` is how others do. */
  readonly url: string;
  /** The same by HTTPS, where that was asked for. */
  readonly httpsUrl?: string;
  readonly services: Services;
  /** The declared APIs, which listen too; none where none is declared. */
  readonly gateways: Gateways | undefined;
  /** Finishes the requests in flight and closes the database. What is held up then holds up process.exit() as well. */
  close(): Promise<"ended" | "held up">;
}

const rememberedPasswords = { capacity: 10_000, life: 10 * 60_000 };
const sweepEvery = 60_000;
/** How soon this instance takes up the import jobs of one that was killed, in milliseconds. */
const lookForImportsEvery = 2_000;

export interface ServerOptions {
  readonly config: Config;
  /** Seals secrets at rest. */
  readonly secret: string;
  /** Certifies the service's hosts where it is to speak HTTPS. */
  readonly authority?: KeyAndCertificate;
  /** The state to which every start and every reset returns. */
  readonly declaration: Declaration;
  readonly log: Log;
  /** Tests fail by it; otherwise it is a line in the log. */
  readonly onUndeclared?: (operation: string, exception: ExceptionName) => void;
  /** Runs functions in the place of those that are declared. */
  readonly functions?: Functions;
  /** The process's variables, of which functions are given the few that programs need. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The keys of pools to come. Whoever starts the service may have begun to make them. */
  readonly keyReserve?: KeyReserve<SigningKeyPair>;
}

/**
 * Puts together everything that exists, in this order: what is kept, what the rules need, what answers, and the port.
 * Rejects with UnusableDatabase, or UnusablePort.
 */
export async function openServer({ config, secret, declaration, log, ...options }: ServerOptions): Promise<Server> {
  const random = machineRandom;
  const keyReserve = options.keyReserve ?? signingKeyReserve(random);
  keyReserve.warm(); // on other threads, while this one opens the database
  const sealer = createSealer(secret, random);
  const database = await openDatabase(config.database, { sealer, random, clock: machineClock() });
  const clock = machineClock(() => database.state.current.clockOffsetMs);

  let configuredUrl = config.publicUrl ?? "";
  const publicUrl = () => database.state.current.publicUrl ?? configuredUrl;

  const sender = config.secrets.smtpUrl ? await smtpSender(config.secrets.smtpUrl) : outboxOnly;

  const listeners: Listener[] = [];
  const credentials = functionCredentials(sealer);
  const accessKeys = withFunctionKey(config.secrets.accessKeys, credentials);
  const recorder = invocationRecorder({ database, clock, log });
  const aside = openAside((error) => log.error({ error: String(error) }, "what a call left to be done failed"));
  const declared = openFunctions({
    ...{ clock, random, log, functions: declaration.functions, record: recorder.record },
    folder: resolve(dirname(config.declarationFile ?? "poolhouse.yaml")),
    surroundings: () => ({
      url: listeners[0]?.url ?? publicUrl(),
      credentials,
      process: options.environment ?? {},
    }),
  });

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
    keyReserve,
    startImports: () => imports.run(),
    accountId: config.accountId,
    userLimits: config.userLimits,
    localUrls: config.localUrls,
    publicUrl,
    ownUrl: () => listeners[0]?.url ?? publicUrl(),
    httpsUrl: () => listeners[1]?.url,
    domainUrl: (domain) => urlOfDomain(config.domainUrls, publicUrl(), domain),
    issuer: (pool) => issuerOf(config.issuer, publicUrl(), pool),
  };

  const imports = importRunner(services);
  const theme = readTheme(config.theme);

  const failed: ErrorHandler = (error, c) => {
    log.error({ path: c.req.path, error: error.stack }, "failed");
    return c.json({ message: "Internal error; the service's log has it." }, 500);
  };
  const calls = new Hono();
  calls.onError(failed);
  calls.route(
    "/",
    awsJsonApi({
      services,
      operations,
      accessKeys,
      countRequest: config.rateLimits === "on" ? (operation) => countRequest(services, operation) : undefined,
      onUndeclared:
        options.onUndeclared ??
        ((operation, exception) => log.warn({ operation, exception }, "threw what it does not declare")),
    }),
  );
  calls.route("/", kms({ services, accessKeys }));
  calls.route("/", sts({ services, accessKeys }));

  const app = new Hono({ getPath: pathOf });
  app.onError(failed);
  app.route("/", health(services));
  app.use(upToDate(services));
  app.route("/", wellKnown(services));
  app.route("/", logos(services));
  app.route("/", federationEndpoints(services));
  app.route("/", oauth(services, toProvider));
  app.route("/", hostedUi(services, theme));
  app.route("/", standIns(services));
  app.route("/", userImports(services));
  app.route("/", signpost(services));
  app.route(
    "/_poolhouse",
    controlFace({
      services,
      mode: config.mode,
      controlToken: config.secrets.controlToken,
      reset: (userPoolId) => reset(services, declaration, userPoolId),
      async settled() {
        await aside.settled();
        await recorder.settled();
      },
    }),
  );

  // The port comes first: who cannot have it must not bring another service's database to this declaration. Whoever calls
  // already, waits until everything stands.
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  const serve = byHost(services, callsApart(calls.fetch, app.fetch));
  let answer: Fetch = async (...call) => ready.promise.then(() => serve(...call));
  const { trustedProxies } = config;
  const answerAll: Fetch = (request, env, ...rest) =>
    answer(request, trustedProxies ? { ...(env as object), trustedProxies } : env, ...rest);
  let gateways: Gateways | undefined;
  try {
    const listener = await listen(answerAll, config.host, config.port);
    listeners.push(listener);
    configuredUrl ||= listener.url;
    if (config.httpsPort !== undefined && options.authority) {
      const allows = (name: string) => isServed(services, name);
      const tls = await hostCertificates({ authority: options.authority, clock, random, allows });
      listeners.push(await listen(answerAll, config.host, config.httpsPort, tls));
    }
    await applyDeclaration(services, declaration);
    gateways = await serveGateways({
      ...{ services, planned: declaration.apis, mode: config.mode, host: config.host, serviceUrl: listener.url },
      accessKeys: config.secrets.accessKeys,
    });
    answer = serve;
    ready.resolve();
  } catch (error) {
    ready.reject(error);
    await Promise.all(listeners.map((listener) => listener.close()));
    await database.close();
    throw error;
  }
  // Whoever names a public URL at the start means it, whatever was set while an earlier process ran.
  if (config.publicUrl !== undefined && database.state.current.publicUrl !== undefined) {
    await database.state.update({ publicUrl: null });
  }
  warnOfMoved(services);
  for (const id of await database.pools.ids()) {
    const pool = (await database.pools.get(id)) as Pool;
    warnOfMovedPool(services, pool);
    warnOfMissingFunctions(services, pool);
    if (config.mode === "shared") await warnOfStandIns(services, pool);
  }
  const sweeper = setInterval(() => {
    forgetExpired(services).catch((error) => log.warn({ error: String(error) }, "what has expired could not be swept"));
  }, sweepEvery);

  const importer = setInterval(() => imports.run(), lookForImportsEvery);

  return {
    url: listeners[0]!.url,
    httpsUrl: listeners[1]?.url,
    services,
    gateways,
    close: async () => {
      clearInterval(sweeper);
      clearInterval(importer);
      keyReserve.stop();
      await Promise.all([...listeners, ...(gateways ? [gateways] : [])].map((open) => open.close()));
      await imports.stop();
      await aside.settled();
      const how = await declared.close();
      await recorder.settled();
      await sender.close();
      await database.close();
      return how;
    },
  };
}
