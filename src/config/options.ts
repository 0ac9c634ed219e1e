import { isIP } from "node:net";
import { readRanges } from "../address-ranges.ts";
import { parsePublicUrl } from "../domain/service/public-url.ts";
import { parseAccessKeys } from "./access-keys.ts";
import { parseDatabase } from "./database.ts";

/** One thing that can be set when Poolhouse starts. */
export interface Option {
  /** As help writes it: `--port <number>`, or `--strict [switch]`, which means `on` by itself. A secret has none, because a command line can be read with `ps`. */
  readonly flag?: `--${string} <${string}>` | `--${string} [${string}]`;
  readonly variable: `POOLHOUSE_${string}`;
  readonly description: string;
  /** As one would write it. */
  readonly default?: string;
  /** Ends the sentence "--port must be …". */
  readonly mustBe: string;
  /** The value may hold a secret, so no message repeats it. */
  readonly confidential?: true;
  /** What the text means; undefined when it is not what it must be. */
  readonly parse: (text: string) => unknown;
}

/** Every option, named once. The key is the flag's name in camel case. */
export const options = {
  port: {
    flag: "--port <number>",
    variable: "POOLHOUSE_PORT",
    description: "port to listen on; 0 takes a free one",
    default: "9500",
    mustBe: "a whole number from 0 to 65535",
    parse: port,
  },
  host: {
    flag: "--host <address>",
    variable: "POOLHOUSE_HOST",
    description: "address or host name to listen on",
    default: "127.0.0.1",
    mustBe: "an address or a host name, without port",
    parse: (text: string) => (isIP(text) || /^[a-z\d_]([a-z\d_.-]*[a-z\d_])?$/i.test(text) ? text : undefined),
  },
  httpsPort: {
    flag: "--https-port <number>",
    variable: "POOLHOUSE_HTTPS_PORT",
    description: "port for HTTPS beside it, by a local authority that `poolhouse cert` prints; 0 takes a free one",
    mustBe: "a whole number from 0 to 65535",
    parse: port,
  },
  authority: {
    flag: "--authority <file>",
    variable: "POOLHOUSE_AUTHORITY",
    description: "certificate authority behind --https-port, made when it is not there; beside the database",
    mustBe: "a file's name",
    parse: nonEmpty,
  },
  database: {
    flag: "--database <where>",
    variable: "POOLHOUSE_DATABASE",
    description: "where everything is kept: a file, :memory: or a postgres:// URL",
    default: ".poolhouse/poolhouse.db",
    mustBe: "a file's name, :memory: or a URL that begins with postgres:// or postgresql://",
    confidential: true,
    parse: parseDatabase,
  },
  config: {
    flag: "--config <file>",
    variable: "POOLHOUSE_CONFIG",
    description:
      "YAML file that declares pools, functions and APIs, - for input; poolhouse.yaml when it is there, and gateway.yaml for a gateway",
    mustBe: "a file's name",
    parse: nonEmpty,
  },
  publicUrl: {
    flag: "--public-url <url>",
    variable: "POOLHOUSE_PUBLIC_URL",
    description:
      "how the service is reached; issuer and links come from it; when not given, how this machine reaches it",
    mustBe: "a URL that begins with http:// or https:// and has no query, fragment or user",
    confidential: true,
    parse: parsePublicUrl,
  },
  issuer: {
    flag: "--issuer <form>",
    variable: "POOLHOUSE_ISSUER",
    description: "issuer in tokens: public (under the public URL) or aws (AWS's own name for the pool)",
    default: "public",
    mustBe: "public or aws",
    parse: oneOf("public", "aws"),
  },
  domainUrls: {
    flag: "--domain-urls <form>",
    variable: "POOLHOUSE_DOMAIN_URLS",
    description: "OAuth endpoints in discovery: path (under the public URL) or host (<prefix>.auth.localhost)",
    default: "path",
    mustBe: "path or host",
    parse: oneOf("path", "host"),
  },
  region: {
    flag: "--region <name>",
    variable: "POOLHOUSE_REGION",
    description: "AWS region that the service stands for",
    default: "us-east-1",
    mustBe: "a region's name, such as us-east-1",
    parse: matching(/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/),
  },
  readyFile: {
    flag: "--ready-file <file>",
    variable: "POOLHOUSE_READY_FILE",
    description: "file to write {url, pid, pools} to, as JSON, once the service is ready",
    mustBe: "a file's name",
    parse: nonEmpty,
  },
  breachedPasswords: {
    flag: "--breached-passwords <file>",
    variable: "POOLHOUSE_BREACHED_PASSWORDS",
    description: "file of passwords known from breaches, one a line, beside those that Poolhouse knows",
    mustBe: "a file's name",
    parse: nonEmpty,
  },
  theme: {
    flag: "--theme <folder>",
    variable: "POOLHOUSE_THEME",
    description: "folder whose style.css, texts and images take the place of the hosted pages' own",
    mustBe: "a folder's name",
    parse: nonEmpty,
  },
  logDestination: {
    flag: "--log-destination <where>",
    variable: "POOLHOUSE_LOG_DESTINATION",
    description: "folder or http(s):// URL in the place of the log groups, buckets and streams that pools name",
    mustBe: "a folder's name or a URL that begins with http:// or https://",
    confidential: true,
    parse: (text: string) => (/^https?:/i.test(text) ? (URL.canParse(text) ? text : undefined) : nonEmpty(text)),
  },
  accountId: {
    flag: "--account-id <digits>",
    variable: "POOLHOUSE_ACCOUNT_ID",
    description: "AWS account that ARNs name",
    default: "123456789012",
    mustBe: "12 digits",
    parse: matching(/^\d{12}$/),
  },
  mode: {
    flag: "--mode <mode>",
    variable: "POOLHOUSE_MODE",
    description: "local (one's own machine, CI) or shared (strict: secrets must be set)",
    default: "local",
    mustBe: "local or shared",
    parse: oneOf("local", "shared"),
  },
  rateLimits: {
    flag: "--rate-limits <switch>",
    variable: "POOLHOUSE_RATE_LIMITS",
    description: "on bounds calls as AWS does, by category and second (TooManyRequestsException)",
    default: "off",
    mustBe: "on or off",
    parse: oneOf("on", "off"),
  },
  userLimits: {
    flag: "--user-limits <switch>",
    variable: "POOLHOUSE_USER_LIMITS",
    description:
      "on bounds what each user asks for in an hour as AWS does, and the forms of an address; on in shared mode",
    mustBe: "on or off",
    parse: oneOf("on", "off"),
  },
  strictUrls: {
    flag: "--strict-urls <switch>",
    variable: "POOLHOUSE_STRICT_URLS",
    description: "on refuses apps' http:// URLs where AWS does, on local hosts too; on in shared mode",
    mustBe: "on or off",
    parse: oneOf("on", "off"),
  },
  trustedProxies: {
    flag: "--trusted-proxies <addresses>",
    variable: "POOLHOUSE_TRUSTED_PROXIES",
    description: "reverse proxies, by address or range (10.0.0.0/8), whose X-Forwarded-For tells who asks",
    mustBe: "addresses or ranges (10.0.0.0/8), separated by commas",
    parse: (text: string) => readRanges(text.split(",").map((range) => range.trim())),
  },
  strict: {
    flag: "--strict [switch]",
    variable: "POOLHOUSE_STRICT",
    description: "on refuses to start where apis ask for what the gateway does not do, instead of naming it",
    default: "off",
    mustBe: "on or off",
    parse: oneOf("on", "off"),
  },
  logLevel: {
    flag: "--log-level <level>",
    variable: "POOLHOUSE_LOG_LEVEL",
    description: "trace, debug, info, warn, error, fatal or silent",
    default: "info",
    mustBe: "trace, debug, info, warn, error, fatal or silent",
    parse: oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"),
  },
  published: {
    flag: "--published <where>",
    variable: "POOLHOUSE_PUBLISHED",
    description: "loopback says that a container's port is published to its own machine alone, which ends a warning",
    mustBe: "loopback",
    parse: oneOf("loopback"),
  },
  secret: {
    variable: "POOLHOUSE_SECRET",
    description: "seals secrets at rest; 16 random characters or more",
    mustBe: "16 characters long or longer",
    confidential: true,
    parse: (text: string) => (text.length >= 16 ? text : undefined),
  },
  accessKeys: {
    variable: "POOLHOUSE_ACCESS_KEYS",
    description: "id:secret pairs, separated by commas; signatures are verified with them",
    mustBe: "id:secret pairs, separated by commas, each id once",
    confidential: true,
    parse: parseAccessKeys,
  },
  controlToken: {
    variable: "POOLHOUSE_CONTROL_TOKEN",
    description: "bearer token for the control face; shared mode closes it without one",
    mustBe: "of visible ASCII characters alone, so that a header can carry it",
    confidential: true,
    parse: matching(/^[\x21-\x7e]+$/),
  },
  smtpUrl: {
    variable: "POOLHOUSE_SMTP_URL",
    description: "mail server, smtp://… or smtps://…; without it mail is in the inbox only",
    mustBe: "a URL that begins with smtp:// or smtps://",
    confidential: true,
    parse: (text: string) => (/^smtps?:\/\/./.test(text) && URL.parse(text)?.hostname ? text : undefined),
  },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof options;

/** What an option comes to: without a default it may be absent. */
export type OptionValue<Name extends OptionName> = (typeof options)[Name] extends { readonly default: string }
  ? Parsed<Name>
  : Parsed<Name> | undefined;

type Parsed<Name extends OptionName> = NonNullable<ReturnType<(typeof options)[Name]["parse"]>>;

/** The options of `poolhouse gateway`, which holds no pools. */
export const gatewayOptions: readonly OptionName[] = [
  ...(["host", "config", "region", "readyFile", "accountId", "mode", "strict", "logLevel"] as const),
  ...(["accessKeys", "controlToken"] as const),
];

/** The options in order, with their names. */
export const optionList: readonly (readonly [name: string, option: Option])[] = Object.entries(options);

function nonEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function port(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function matching(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? text : undefined);
}

function oneOf<const Word extends string>(...words: Word[]): (text: string) => Word | undefined {
  return (text) => words.find((word) => word === text);
}
