/**
 * How Poolhouse was asked to run, in three steps: the command line and the environment are read here, by the table of
 * options.ts; defaults and checks make a Config of them; compose.ts makes services of that. Nothing else reads options.
 */

import type { LocalUrls } from "../domain/local-url.ts";
import type { Flags } from "./command-line.ts";
import { ConfigError } from "./config-error.ts";
import { type Option, type OptionName, type OptionValue, optionList, options } from "./options.ts";

/** All of it but `secrets` may be printed. */
export interface Config {
  readonly mode: OptionValue<"mode">;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where HTTPS is spoken, too; 0: any free port. */
  readonly httpsPort: number | undefined;
  /** Of the certificate authority behind HTTPS; it may be there already. */
  readonly authorityFile: string;
  readonly database: OptionValue<"database">;
  /** The file that declares pools; none when no file was named and there is no poolhouse.yaml. */
  readonly declarationFile: string | undefined;
  /** Without a slash at its end. When absent it is http://localhost:<port>, and the port may be known only later. */
  readonly publicUrl: string | undefined;
  readonly issuer: OptionValue<"issuer">;
  /** How discovery names a pool's endpoints and pages. */
  readonly domainUrls: OptionValue<"domainUrls">;
  readonly region: string;
  readonly accountId: string;
  /** Whether calls are bounded by the rates of AWS's categories. */
  readonly rateLimits: OptionValue<"rateLimits">;
  readonly localUrls: LocalUrls;
  readonly userLimits: NonNullable<OptionValue<"userLimits">>;
  /** Reverse proxies that are believed whom they serve; none: the other end of a connection is who asks. */
  readonly trustedProxies: OptionValue<"trustedProxies">;
  /** A file of passwords that threat protection knows beside the bundled ones. */
  readonly breachedPasswords: string | undefined;
  /** A folder that overrides style, texts and images of the hosted pages. */
  readonly theme: string | undefined;
  /** A folder or a URL in the place of AWS's destinations of logs; without one, pools' logs go nowhere. */
  readonly logDestination: string | undefined;
  /** Whether the start is refused where the declared APIs ask for what the gateway does not do. */
  readonly strict: OptionValue<"strict">;
  /** Where to write the ready line's facts. */
  readonly readyFile: string | undefined;
  readonly logLevel: OptionValue<"logLevel">;
  /** Where a container's port leads, when that is known: to its own machine alone. */
  readonly published: OptionValue<"published">;
  /** What the person who starts the service should know, one line each. */
  readonly warnings: readonly string[];
  readonly secrets: Secrets;
}

/** What must never be printed. */
export interface Secrets {
  /** Seals secrets at rest. Always there in shared mode and with a PostgreSQL database; else one has to be made. */
  readonly secret: string | undefined;
  /** Secrets by access key id. When there are none, signatures are not verified: never so in shared mode. */
  readonly accessKeys: ReadonlyMap<string, string>;
  /** The control face's bearer token. */
  readonly controlToken: string | undefined;
  readonly smtpUrl: string | undefined;
}

export interface ConfigSources {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly fileExists: (file: string) => boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Beside it, or where it would be, stands what is this machine's. */
const usualDatabase = options.database.default;
const usualDeclarationFile = "poolhouse.yaml";
const misnamedFile = "poolhouse.yml";
/** As `--config` names it. */
export const standardInput = "-";
const notRead = "poolhouse.yml is not read: call it poolhouse.yaml, or name it with --config.";

/** Reads the configuration. Throws ConfigError for a bad value, and for values that do not go together. */
export function readConfig({ flags, environment, fileExists }: ConfigSources): Config {
  const read = <Name extends OptionName>(name: Name) => readOption(name, flags, environment);

  const [mode, host, published] = [read("mode"), read("host"), read("published")];
  const [database, publicUrl] = [read("database"), read("publicUrl")];
  const declarationFile = read("config") ?? (fileExists(usualDeclarationFile) ? usualDeclarationFile : undefined);
  const secrets: Secrets = {
    secret: read("secret"),
    accessKeys: read("accessKeys") ?? new Map(),
    controlToken: read("controlToken"),
    smtpUrl: read("smtpUrl"),
  };
  const config: Config = {
    mode,
    host,
    port: read("port"),
    httpsPort: read("httpsPort"),
    authorityFile: read("authority") ?? `${database.kind === "sqlite" ? database.file : usualDatabase}.authority.pem`,
    ...{ database, declarationFile, publicUrl },
    issuer: read("issuer"),
    domainUrls: read("domainUrls"),
    region: read("region"),
    accountId: read("accountId"),
    rateLimits: read("rateLimits"),
    // A test asks for more codes in a minute than anybody does in an hour.
    userLimits: read("userLimits") ?? (mode === "shared" ? "on" : "off"),
    localUrls: (read("strictUrls") ?? (mode === "shared" ? "on" : "off")) === "on" ? "refused" : "taken",
    trustedProxies: read("trustedProxies"),
    breachedPasswords: read("breachedPasswords"),
    theme: read("theme"),
    logDestination: read("logDestination"),
    readyFile: read("readyFile"),
    strict: read("strict"),
    logLevel: read("logLevel"),
    published,
    warnings: [
      ...unknownVariables(environment).map((name) => `${name} is not a variable that Poolhouse knows.`),
      ...(mode === "local" && !isLoopback(host) && published !== "loopback" ? [openTo(host)] : []),
      ...(declarationFile === undefined && fileExists(misnamedFile) ? [notRead] : []),
      ...(mode === "shared" ? shortcomings({ host, database, publicUrl, secrets }) : []),
    ],
    secrets,
  };
  requireSecrets(config);
  const files = { config: config.declarationFile, breachedPasswords: config.breachedPasswords, theme: config.theme };
  for (const [name, file] of Object.entries(files)) {
    if (file !== undefined && file !== standardInput && !fileExists(file))
      throw new ConfigError(noFile(options[name as keyof typeof files], file));
  }
  return config;
}

const noFile = ({ flag, variable }: { flag: string; variable: string }, file: string): string =>
  `There is no file ${JSON.stringify(file)}, as ${flag.split(" ")[0]} or ${variable} names it.`;

/** The option as it was given, or its default. Throws ConfigError for a bad value. */
export function readOption<Name extends OptionName>(
  name: Name,
  flags: Flags,
  environment: Environment,
): OptionValue<Name> {
  const option: Option = options[name];
  const flag = flags[name];
  const text = flag ?? variableText(option, environment) ?? option.default;
  if (text === undefined) return undefined as OptionValue<Name>;
  const value = option.parse(text);
  if (value === undefined) {
    const source = flag === undefined ? option.variable : option.flag?.split(" ")[0];
    const given = option.confidential ? "" : `, not ${JSON.stringify(text)}`;
    throw new ConfigError(`${source} must be ${option.mustBe}${given}.`);
  }
  return value as OptionValue<Name>;
}

/** An empty variable is an absent one: that is how compose files and CI systems pass on what is not set. */
function variableText({ variable }: Option, environment: Environment): string | undefined {
  const text = environment[variable];
  return !text || describesService(variable, text) ? undefined : text;
}

/**
 * Kubernetes gives each container variables about every service of its namespace. A service that is called "poolhouse"
 * makes POOLHOUSE_SERVICE_HOST, POOLHOUSE_PORT_9500_TCP_ADDR and others, and even POOLHOUSE_PORT=tcp://10.0.0.1:9500.
 * https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables
 */
function describesService(name: string, text: string): boolean {
  if (/_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP|SCTP)(_|$)/.test(name)) return true;
  return name.endsWith("_PORT") && /^(tcp|udp|sctp):\/\//.test(text);
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\.[\d.]+$/.test(host);

const openTo = (host: string): string =>
  `Local mode on ${host}: other machines that reach this address may read the inbox and use every operation.`;

/** What people would find closed, or lost, of a service that is not for its own machine alone. */
function shortcomings({
  host,
  database,
  publicUrl,
  secrets,
}: Pick<Config, "host" | "database" | "publicUrl" | "secrets">) {
  const { smtpUrl, controlToken, publicUrl: url } = options;
  const isLocalhost = publicUrl === undefined && (isLoopback(host) || isEveryAddress(host));
  const warnings = [
    !secrets.smtpUrl && `${smtpUrl.variable} is not set: no mail goes out, and codes are in the inbox alone.`,
    !secrets.controlToken && `${controlToken.variable} is not set: the inbox is closed, as is all of /_poolhouse.`,
    isLocalhost && `${url.variable} is not set: the issuer and links name localhost.`,
    database.kind === "memory" && "The database is in memory: it is gone when the service ends.",
  ];
  return warnings.filter((warning) => warning !== false);
}

const isEveryAddress = (host: string): boolean => host === "0.0.0.0" || host === "::";

/**
 * Variables that were most likely meant for Poolhouse and misspelt. They deserve a warning and not the end: whoever
 * starts a container does not choose all of its environment.
 */
function unknownVariables(environment: Environment): string[] {
  const known = new Set<string>(optionList.map(([, { variable }]) => variable));
  return Object.entries(environment)
    .filter(([name, text]) => name.startsWith("POOLHOUSE_") && !known.has(name) && !describesService(name, text ?? ""))
    .map(([name]) => name)
    .sort();
}

/**
 * A control token is not required: in shared mode the control face is simply closed without one, which is the safer
 * state, while a service without a secret or access keys of its own would be open to anyone.
 */
function requireSecrets({ mode, database, secrets }: Config): void {
  const missing: string[] = [];
  if (!secrets.secret) missing.push(options.secret.variable);
  if (secrets.accessKeys.size === 0) missing.push(options.accessKeys.variable);
  if (mode === "shared" && missing.length > 0) {
    throw new ConfigError(`Shared mode needs ${missing.join(" and ")}.`);
  }
  if (database.kind === "postgres" && !secrets.secret) {
    throw new ConfigError(
      `A PostgreSQL database needs ${options.secret.variable}, the same for every instance that uses it.`,
    );
  }
}
