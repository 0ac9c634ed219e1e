import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import { type Config, standardInput } from "../config/config.ts";
import { unusableFile } from "../config/config-error.ts";
import { secretBeside } from "../config/secret-file.ts";
import type { KeyReserve } from "../crypto/key-reserve.ts";
import type { SigningKeyPair } from "../crypto/signing-key.ts";
import {
  announce,
  type Declaration,
  defaultDeclaration,
  readDeclarationFile,
  warnOfKnown,
} from "../declaration/index.ts";
import { apiUrls, describeGateways } from "../gateway/gateways.ts";
import { createLog } from "../log.ts";
import { prepareForLoad } from "../prepare-for-load.ts";
import { machineRandom } from "../random.ts";
import { openServer, type Server } from "../server.ts";
import { authorityFor } from "./authority.ts";
import { closeOnSignal } from "./close-on-signal.ts";
import { nameUnhonoured } from "./name-unhonoured.ts";
import { removeReadyFile, writeReadyFile } from "./ready-file.ts";

/** `poolhouse start`: opens the server, and says so when it is up. Rejects with a StartError. */
export async function startService(config: Config, keyReserve: KeyReserve<SigningKeyPair>): Promise<void> {
  const log = createLog(config.logLevel, config.mode);
  await removeReadyFile(config);
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
    keyReserve,
  });

  closeOnSignal(server, config);
  await prepareForLoad("service");

  for (const warning of config.warnings) log.warn({}, warning);
  if (config.mode === "shared") await warnOfKnown(server.services, config);
  const facts = {
    url: server.url,
    httpsUrl: server.httpsUrl,
    pid: process.pid,
    pools: declaration.userPools.map(({ Id }) => Id),
    ...(server.gateways && { apis: apiUrls(server.gateways) }),
  };
  await writeReadyFile(config, facts);
  // Whoever has forked the process is told as the file tells.
  process.send?.(facts);
  process.stdout.write(`${readyLines(config, declaration, server, kept).join("\n")}\n`);
  await server.load();
}

async function declarationFor(config: Config): Promise<Declaration> {
  const { declarationFile } = config;
  if (declarationFile === undefined) return undeclared(config);
  if (declarationFile === standardInput)
    return readDeclarationFile(await textOf(process.stdin), "standard input", config);
  const text = await readFile(declarationFile, "utf8").catch(unusableFile(declarationFile));
  return readDeclarationFile(text, declarationFile, config);
}

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

/** The secret given, or one that a local service makes for itself: beside its file, or in memory as its data is. */
async function secretFor({ secrets, database }: Config): Promise<string> {
  if (secrets.secret) return secrets.secret;
  if (database.kind === "sqlite") return secretBeside(database.file, machineRandom);
  return machineRandom.bytes(32).toString("base64url");
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
