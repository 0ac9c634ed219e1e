/** The process: reads how it was asked to run, opens the server, says so, and closes it on a signal. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { text as textOf } from "node:stream/consumers";
import packageJson from "../package.json" with { type: "json" };
import { machineClock } from "./clock.ts";
import { authorityIn } from "./config/authority-file.ts";
import { type Flags, readCommandLine } from "./config/command-line.ts";
import { type Config, readConfig, standardInput } from "./config/config.ts";
import { ConfigError, unusableFile } from "./config/config-error.ts";
import { readGatewayConfig } from "./config/gateway-config.ts";
import { secretBeside } from "./config/secret-file.ts";
import {
  announce,
  type Declaration,
  DeclarationError,
  defaultDeclaration,
  readDeclarationFile,
  readGatewayFile,
  unhonouredIn,
  warnOfKnown,
} from "./declaration/index.ts";
import type { Log } from "./domain/services.ts";
import { describeGateways, type Gateways } from "./gateway/gateways.ts";
import { createLog } from "./log.ts";
import { prepareForLoad } from "./prepare-for-load.ts";
import { machineRandom } from "./random.ts";
import { openServer, type Server, UnusableDatabase, UnusablePort, UnusableTheme } from "./server.ts";

/** Mistakes of whoever started the process, which one line explains. */
const explained = [ConfigError, DeclarationError, UnusableDatabase, UnusablePort, UnusableTheme];

async function main(): Promise<void> {
  const commandLine = readCommandLine({ argv: process.argv.slice(2), version: packageJson.version });
  if (commandLine.kind === "print") {
    process.stdout.write(commandLine.text);
    return;
  }
  if (commandLine.kind === "gateway") return startGateway(commandLine.flags);
  if (commandLine.kind === "trigger") {
    const { runTriggerCommand } = await import("./contract/index.ts");
    const print = (text: string) => void process.stdout.write(text);
    const surroundings = { environment: process.env, log: createLog("warn", "local"), print };
    process.exitCode = await runTriggerCommand(commandLine.command, surroundings);
    return;
  }
  const config = readConfig({ flags: commandLine.flags, environment: process.env, fileExists: existsSync });
  if (commandLine.kind === "cert") {
    process.stdout.write(`${(await authorityFor(config)).certificate}\n`);
    return;
  }
  const log = createLog(config.logLevel, config.mode);

  const { readyFile } = config;
  // Whoever waits for the file must not read that of an earlier service.
  if (readyFile) await rm(readyFile, { force: true }).catch(unusableFile(readyFile));
  const declaration = await declarationFor(config);
  nameUnhonoured(config, declaration, log);
  const kept = config.database.kind === "sqlite" && existsSync(config.database.file) ? config.database.file : undefined;
  const authority = config.httpsPort === undefined ? undefined : await authorityFor(config);
  const server = await openServer({
    config,
    secret: await secretFor(config),
    authority,
    declaration,
    log,
    environment: process.env,
  });

  closeOnSignal(server, readyFile);
  await prepareForLoad();

  for (const warning of config.warnings) log.warn({}, warning);
  if (config.mode === "shared") await warnOfKnown(server.services, config);
  const pools = declaration.userPools.map(({ Id }) => Id);
  const facts = {
    url: server.url,
    httpsUrl: server.httpsUrl,
    pid: process.pid,
    pools,
    ...(server.gateways && { apis: apiUrls(server.gateways) }),
  };
  if (readyFile) await writeReadyFile(readyFile, facts).catch(unusableFile(readyFile));
  // Whoever has forked the process is told as the file tells.
  process.send?.(facts);
  process.stdout.write(`${readyLines(config, declaration, server, kept).join("\n")}\n`);
}

/** `poolhouse gateway`: the APIs of a file, in front of a Poolhouse that runs elsewhere. */
async function startGateway(flags: Flags): Promise<void> {
  const config = readGatewayConfig({ flags, environment: process.env, fileExists: existsSync });
  const { file, readyFile } = config;
  const log = createLog(config.logLevel, config.mode);
  if (readyFile) await rm(readyFile, { force: true }).catch(unusableFile(readyFile));
  const declaration = await readGatewayFile(await readFile(file, "utf8").catch(unusableFile(file)), file, config);
  nameUnhonoured({ strict: config.strict, declarationFile: file }, declaration, log);
  const { openGatewayServer } = await import("./gateway-server.ts");
  const gateways = await openGatewayServer({ config, declaration, log, environment: process.env });
  closeOnSignal(gateways, readyFile);
  await prepareForLoad();
  const facts = { pid: process.pid, apis: apiUrls(gateways) };
  if (readyFile) await writeReadyFile(readyFile, facts).catch(unusableFile(readyFile));
  const ready = `The gateway is ready in front of ${declaration.poolhouse}`;
  process.stdout.write(`${[ready, ...describeGateways(gateways)].join("\n")}\n`);
}

function closeOnSignal(open: Pick<Server, "close">, readyFile: string | undefined): void {
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    const how = await open.close();
    if (readyFile) await rm(readyFile, { force: true });
    if (how === "held up") process.kill(process.pid, "SIGKILL");
    process.exit(0);
  };
  process.on("SIGTERM", () => void close());
  process.on("SIGINT", () => void close());
  // Whoever has forked the process takes it along, however it ends.
  process.on("disconnect", () => void close());
}

async function declarationFor(config: Config): Promise<Declaration> {
  const { declarationFile } = config;
  if (declarationFile === undefined) return undeclared(config);
  if (declarationFile === standardInput)
    return readDeclarationFile(await textOf(process.stdin), "standard input", config);
  const text = await readFile(declarationFile, "utf8").catch(unusableFile(declarationFile));
  return readDeclarationFile(text, declarationFile, config);
}

/** What the declared APIs ask for and the gateway does not do must not be taken for done. Throws ConfigError where strict. */
function nameUnhonoured(
  { strict, declarationFile }: Pick<Config, "strict" | "declarationFile">,
  { apis }: Pick<Declaration, "apis">,
  log: Log,
): void {
  const unhonoured = unhonouredIn(apis);
  if (unhonoured.length === 0) return;
  if (strict === "on") throw new ConfigError(notDone(declarationFile, unhonoured));
  for (const path of unhonoured) log.warn({ path }, "is not done by the gateway");
}

const notDone = (file: string | undefined, paths: readonly string[]) =>
  `${file} asks for what the gateway does not do: ${paths.join(", ")}. Without --strict that is a warning.`;

const apiUrls = ({ all }: Pick<Gateways, "all">) => Object.fromEntries(all.map(({ api, url }) => [api.name, url]));

/** In shared mode nobody is there at the start, and no client with a secret: everybody knows those by default. */
function undeclared(config: Config): Declaration {
  const declaration = defaultDeclaration(config);
  if (config.mode === "local") return declaration;
  const withoutKnown = declaration.userPools.map((pool) => ({
    ...pool,
    Users: [],
    Clients: pool.Clients.filter(({ ClientSecret }) => ClientSecret === undefined),
  }));
  return { ...declaration, userPools: withoutKnown };
}

/** The line that scripts wait for, and in local mode what an app needs. */
function readyLines(config: Config, declaration: Declaration, server: Server, kept?: string): string[] {
  const { url, httpsUrl, services, gateways } = server;
  const ready = `Poolhouse is ready at ${url}`;
  if (config.mode === "shared") return [ready, ...(gateways ? describeGateways(gateways) : [])];
  const signatures = config.secrets.accessKeys.size > 0 ? "verified" : "not verified";
  const { publicUrl, issuer } = services;
  const { declarationFile: file } = config;
  const announced = announce({ url: publicUrl(), httpsUrl, declaration, file, kept, signatures, issuer });
  return [ready, ...announced, ...(gateways ? describeGateways(gateways) : [])];
}

/** It signs the certificates of HTTPS. */
const authorityFor = ({ authorityFile }: Config) =>
  authorityIn(authorityFile, machineRandom, machineClock().machineNow());

/** The secret given, or one that a local service makes for itself: beside its file, or in memory as its data is. */
async function secretFor({ secrets, database }: Config): Promise<string> {
  if (secrets.secret) return secrets.secret;
  if (database.kind === "sqlite") return secretBeside(database.file, machineRandom);
  return machineRandom.bytes(32).toString("base64url");
}

/** Whoever waits for the file never reads half of it. */
async function writeReadyFile(file: string, facts: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, `${JSON.stringify(facts)}\n`);
  await rename(`${file}.part`, file);
}

try {
  await main();
} catch (error) {
  const known = error instanceof Error && explained.some((type) => error instanceof type);
  process.stderr.write(`${known ? `poolhouse: ${error.message}` : error instanceof Error ? error.stack : error}\n`);
  process.exit(known ? 2 : 1);
}
