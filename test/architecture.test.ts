import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** What everything may stand on. */
const ground = ["address-ranges", "errors", "clock", "random", "start-error", "system-error", "thread-file"];

/**
 * Each part of src/ (a folder, or a file beside them) and the parts that it may import. Arrows point down only:
 * no part stands in a row above its own.
 */
const mayImport: Record<string, readonly string[]> = {
  bin: ["main"],
  // It knows no more than it takes to read the command line; the rest is loaded by the command.
  main: ["commands", "contract", "config", "crypto", "log", ...ground],
  commands: [
    ...["server", "gateway-server", "config", "declaration", "gateway", "log", "domain", "crypto", "prepare-for-load"],
    ...ground,
  ],
  // The testing of functions, at a bench that is a whole service.
  contract: ["server", "config", "declaration", "lambda", "domain", "crypto", ...ground],
  server: [...["compose", "closing", "config", "log", "http", "declaration", "domain", "crypto", "gateway"], ...ground],
  compose: [
    ...["closing", "config", "declaration", "domain", "crypto", "assets"],
    ...["store", "delivery", "lambda", "federation"],
    ...ground,
  ],
  "gateway-server": ["config", "http", "declaration", "domain", "crypto", "lambda", "gateway", ...ground],
  // What users' tests import: it starts the service in a process of its own.
  testing: ["domain", "assets", ...ground],
  config: ["domain", "crypto", ...ground],
  log: ["domain", ...ground],
  http: ["declaration", "operations", "gateway", "domain", "crypto", "assets", ...ground],
  declaration: ["operations", "gateway", "domain", "crypto", ...ground],
  operations: ["domain", "crypto", ...ground],
  // These implement ports that domain declares.
  store: ["domain", "crypto", "assets", ...ground],
  delivery: ["domain", "crypto", ...ground],
  lambda: ["domain", "crypto", "assets", ...ground],
  federation: ["domain", "crypto", ...ground],
  domain: ["crypto", ...ground],
  // The gateway stands apart: it knows tokens, and neither pools nor the store.
  gateway: ["crypto", ...ground],
  crypto: [...ground],
  assets: [],
  closing: [],
  errors: [],
  clock: [],
  random: [],
  "start-error": [],
  "address-ranges": [],
  "system-error": [],
  "thread-file": [],
  "prepare-for-load": [],
};

/** What a part may know of another beside its row: the port by which rules and gateway run functions. */
const ports: Record<string, readonly string[]> = { gateway: ["src/domain/trigger/functions.ts"] };

/** Each package that src/ uses and the parts that know it. */
const knownBy: Record<string, readonly string[]> = {
  "@hono/node-server": ["http"],
  "@node-saml/node-saml": ["federation"],
  "@peculiar/x509": ["crypto"],
  "@simplewebauthn/server": ["crypto"],
  "@xmldom/xmldom": ["federation"],
  argon2: ["crypto"],
  aws4fetch: ["lambda"],
  bcryptjs: ["crypto"],
  "better-sqlite3": ["store"],
  "css-tree": ["domain"],
  bowser: ["domain"],
  commander: ["main", "config"],
  "drizzle-orm": ["store"],
  esbuild: ["lambda"],
  hono: ["http"],
  jose: ["crypto", "gateway"],
  nodemailer: ["delivery"],
  oauth4webapi: ["federation"],
  otplib: ["crypto"],
  pg: ["store"],
  pino: ["log"],
  "pino-pretty": ["log"],
  qr: ["http"],
  "reflect-metadata": ["crypto"],
  "xml-crypto": ["crypto"],
  "xml-encryption": ["federation"],
  yaml: ["declaration"],
  zod: ["config", "http", "declaration", "operations", "domain", "gateway", "contract", "lambda"],
};

/** Packages whose types alone src/ may use: nothing of them is in the built service. */
const typesOnly = ["@aws-sdk/client-cognito-identity-provider", "@simplewebauthn/server"];

/** Built-in modules that reach out of the process; the rules of domain and the operations do without. */
const outside = /^node:(child_process|dgram|dns|fs|http|http2|https|net|tls|worker_threads)(\/|$)/;

interface Import {
  readonly from: string;
  /** A path under the root, a package's name or a built-in module's. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const importPattern =
  /^(?:import|export)\s+(?<type>type\s)?[^"';]*?\bfrom\s+"(?<from>[^"]+)"|^import\s+"(?<bare>[^"]+)"|\bimport\("(?<dynamic>[^"]+)"\)/gm;

function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(importPattern)].map(({ groups = {} }) => {
    const specifier = groups.from ?? groups.bare ?? groups.dynamic ?? "";
    const to = specifier.startsWith(".") ? join(dirname(file), specifier) : specifier;
    return { from: file, to, typeOnly: groups.type !== undefined };
  });
}

const written = globSync(["{src,test,bench}/**/*.ts", "*.ts"], { cwd: root }).sort();
const sourceOf = new Map(written.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const imports = [...sourceOf].flatMap(([file, source]) => importsOf(file, source));
const ofSrc = imports.filter(({ from }) => from.startsWith("src/"));

const partOf = (file: string): string => file.split("/")[1]?.replace(/\.ts$/, "") ?? "";
const packageOf = (name: string): string => name.split("/", name.startsWith("@") ? 2 : 1).join("/");
const isPackage = ({ to }: Import): boolean => !/^(src\/|hosted-ui\/|node:|package\.json$)/.test(to);
const arrow = ({ from, to }: Import): string => `${from} imports ${to}`;

/** The files of one import cycle, or none. */
function findCycle(): string[] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { to } of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of written) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** That only bin.ts, main.ts and its commands (and a thread of a function, its own) know the process, and who may ask for time and chance, is lint's: biome.json. */
describe("The architecture", () => {
  it("gives each part of src/ its row", () => {
    const parts = new Set(written.filter((file) => file.startsWith("src/")).map(partOf));
    expect([...parts].filter((part) => !(part in mayImport))).toEqual([]);
  });

  it("lets each part import only what stands below it", () => {
    const within = ofSrc.filter(({ from, to }) => sourceOf.has(to) && partOf(from) !== partOf(to));
    const wrong = within
      .filter(({ from, to }) => !mayImport[partOf(from)]?.includes(partOf(to)))
      .filter(({ from, to, typeOnly }) => !(typeOnly && ports[partOf(from)]?.includes(to)));
    expect(wrong.map(arrow)).toEqual([]);
    expect(within.length).toBeGreaterThan(100);
  });

  it("has rows that point down only", () => {
    const order = Object.keys(mayImport);
    const up = Object.entries(mayImport).flatMap(([part, below]) =>
      below.filter((other) => order.indexOf(other) <= order.indexOf(part)).map((other) => `${part} → ${other}`),
    );
    expect(up).toEqual([]);
  });

  it("keeps each package behind the parts that know it", () => {
    const wrong = ofSrc
      .filter(isPackage)
      .filter(({ to, typeOnly }) => !(typeOnly && typesOnly.includes(packageOf(to))))
      .filter(({ from, to }) => !knownBy[packageOf(to)]?.includes(partOf(from)));
    expect(wrong.map(arrow)).toEqual([]);
  });

  it("keeps the world out of the rules", () => {
    const rules = ofSrc.filter(({ from }) => ["domain", "operations"].includes(partOf(from)));
    expect(rules.filter(({ to }) => outside.test(to)).map(arrow)).toEqual([]);
  });

  it("keeps who signs people in with other providers from knowing which of them are stand-ins", () => {
    const signingIn = [...sourceOf].filter(([file]) => /^src\/(domain\/|http\/)?federation\//.test(file));
    expect(signingIn.filter(([, source]) => /stand-?in/i.test(source)).map(([file]) => file)).toEqual([]);
    expect(signingIn.length).toBeGreaterThan(20);
  });

  it("lets no files import each other, directly or in a circle", () => {
    expect(findCycle()).toEqual([]);
  });

  it("keeps what the gateway exports as a library free of what declares and runs APIs", () => {
    const next = Map.groupBy(imports, ({ from }) => from);
    const reached = new Set(["src/gateway/index.ts"]);
    for (const file of reached) for (const { to } of next.get(file) ?? []) if (to.startsWith("src/")) reached.add(to);
    const folders = new Set([...reached].map((file) => dirname(file)));
    expect([...folders].sort()).toEqual(["src", "src/gateway", "src/gateway/library", "src/gateway/verifier"]);
  });

  it("has no file of more than 300 lines", () => {
    const long = [...sourceOf].filter(([, source]) => source.trimEnd().split("\n").length > 300);
    expect(long.map(([file]) => file)).toEqual([]);
  });

  it("gives no file a name that says nothing", () => {
    const empty = /(^|[-./])(utils?|helpers?|common|misc|managers?)[-./]|-services?\.ts$/;
    expect(written.filter((file) => empty.test(file))).toEqual([]);
  });
});
