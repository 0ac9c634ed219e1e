import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type ConfigSources, readConfig } from "../../src/config/config.ts";
import { ConfigError } from "../../src/config/config-error.ts";

const read = ({ flags = {}, environment = {}, fileExists = () => true }: Partial<ConfigSources> = {}) =>
  readConfig({ flags, environment, fileExists });

const none = () => false;
const secret = "sixteen letters!";

describe("The configuration", () => {
  it("has a default for everything that a developer's machine needs", () => {
    expect(read({ fileExists: none })).toEqual({
      mode: "local",
      host: "127.0.0.1",
      port: 9500,
      httpsPort: undefined,
      authorityFile: ".poolhouse/poolhouse.db.authority.pem",
      database: { kind: "sqlite", file: ".poolhouse/poolhouse.db" },
      declarationFile: undefined,
      publicUrl: undefined,
      issuer: "public",
      domainUrls: "path",
      region: "us-east-1",
      accountId: "123456789012",
      rateLimits: "off",
      userLimits: "off",
      localUrls: "taken",
      trustedProxies: undefined,
      ...{ breachedPasswords: undefined, theme: undefined, logDestination: undefined },
      readyFile: undefined,
      logLevel: "info",
      strict: "off",
      warnings: [],
      secrets: { secret: undefined, accessKeys: new Map(), controlToken: undefined, smtpUrl: undefined },
    });
  });

  it("finds poolhouse.yaml when it is there and no other file is named", () => {
    const fileExists = (file: string) => file === "poolhouse.yaml";
    expect(read({ fileExists }).declarationFile).toBe("poolhouse.yaml");
    const environment = { POOLHOUSE_CONFIG: "pools.yaml" };
    expect(read({ environment, fileExists: () => true }).declarationFile).toBe("pools.yaml");
  });

  it("refuses a named file that is not there", () => {
    const message = 'There is no file "pools.yaml", as --config or POOLHOUSE_CONFIG names it.';
    const fileExists = (file: string) => file === "poolhouse.yaml";
    expect(() => read({ flags: { config: "pools.yaml" }, fileExists })).toThrow(new ConfigError(message));
    expect(() => read({ environment: { POOLHOUSE_CONFIG: "pools.yaml" }, fileExists })).toThrow(
      new ConfigError(message),
    );
  });
});

describe("A file that is nearly named as the one that is read", () => {
  const warning = "poolhouse.yml is not read: call it poolhouse.yaml, or name it with --config.";
  const among = (...files: string[]) => ({ fileExists: (file: string) => files.includes(file) });

  it("is named", () => {
    expect(read(among("poolhouse.yml")).warnings).toEqual([warning]);
  });

  it("is passed over where another is read", () => {
    expect(read(among("poolhouse.yml", "poolhouse.yaml")).warnings).toEqual([]);
    expect(read({ ...among("poolhouse.yml", "pools.yaml"), flags: { config: "pools.yaml" } }).warnings).toEqual([]);
    expect(read({ ...among("poolhouse.yml"), flags: { config: "poolhouse.yml" } }).declarationFile).toBe(
      "poolhouse.yml",
    );
  });
});

describe("Local mode on an address that other machines may reach", () => {
  it.each(["0.0.0.0", "::", "192.0.2.1"])("warns of it (%s)", (host) => {
    expect(read({ flags: { host } }).warnings).toEqual([
      `Local mode on ${host}: other machines that reach this address may read the inbox and use every operation.`,
    ]);
  });

  it("need not warn in a container whose port is published to its own machine alone", () => {
    expect(read({ flags: { host: "0.0.0.0" }, environment: { POOLHOUSE_PUBLISHED: "loopback" } }).warnings).toEqual([]);
    expect(() => read({ environment: { POOLHOUSE_PUBLISHED: "yes" } })).toThrow(
      new ConfigError('POOLHOUSE_PUBLISHED must be loopback, not "yes".'),
    );
  });
});

describe("Shared mode", () => {
  const flags = { mode: "shared" };

  it("refuses to start without a secret and access keys", () => {
    const refusal = (environment: Record<string, string>) => () => read({ flags, environment });
    expect(refusal({})).toThrow(new ConfigError("Shared mode needs POOLHOUSE_SECRET and POOLHOUSE_ACCESS_KEYS."));
    expect(refusal({ POOLHOUSE_SECRET: secret })).toThrow(new ConfigError("Shared mode needs POOLHOUSE_ACCESS_KEYS."));
    expect(refusal({ POOLHOUSE_ACCESS_KEYS: "a:b" })).toThrow(new ConfigError("Shared mode needs POOLHOUSE_SECRET."));
  });

  it("starts with both, and without a control token", () => {
    const config = read({ flags, environment: { POOLHOUSE_SECRET: secret, POOLHOUSE_ACCESS_KEYS: "a:b" } });
    expect(config.mode).toBe("shared");
    expect(config.userLimits).toBe("on");
    expect(config.secrets).toEqual({ secret, accessKeys: new Map([["a", "b"]]), controlToken: undefined });
  });

  const needed = { POOLHOUSE_SECRET: secret, POOLHOUSE_ACCESS_KEYS: "a:b" };
  const whole = {
    ...needed,
    POOLHOUSE_SMTP_URL: "smtp://mail",
    POOLHOUSE_CONTROL_TOKEN: "token",
    POOLHOUSE_PUBLIC_URL: "https://login.example.com",
  };

  it("warns of what people would find closed or lost, one line each", () => {
    expect(read({ flags: { ...flags, database: ":memory:" }, environment: needed }).warnings).toEqual([
      "POOLHOUSE_SMTP_URL is not set: no mail goes out, and codes are in the inbox alone.",
      "POOLHOUSE_CONTROL_TOKEN is not set: the inbox is closed, as is all of /_poolhouse.",
      "POOLHOUSE_PUBLIC_URL is not set: the issuer and links name localhost.",
      "The database is in memory: it is gone when the service ends.",
    ]);
  });

  it("warns of nothing where all is set, or where the address that it listens on is a name for others", () => {
    expect(read({ flags: { ...flags, host: "0.0.0.0" }, environment: whole }).warnings).toEqual([]);
    const environment = { ...whole, POOLHOUSE_PUBLIC_URL: "" };
    expect(read({ flags: { ...flags, host: "192.0.2.1" }, environment }).warnings).toEqual([]);
    expect(read({ flags: { ...flags, host: "0.0.0.0" }, environment }).warnings).toHaveLength(1);
  });
});

describe("A PostgreSQL database", () => {
  const environment = { POOLHOUSE_SECRET: secret };

  it.each(["postgres://me:hunter2@db:5432/pools?sslmode=require", "postgresql:///pools?host=/run/postgresql"])(
    "is reached by the URL %s as it stands",
    (url) => {
      const { database } = read({ flags: { database: url }, environment });
      expect(database).toMatchObject({ kind: "postgres", url });
    },
  );

  it("needs a secret, which its instances share", () => {
    const message = "A PostgreSQL database needs POOLHOUSE_SECRET, the same for every instance that uses it.";
    expect(() => read({ flags: { database: "postgres://db/pools" } })).toThrow(new ConfigError(message));
  });
});

describe("Secrets", () => {
  const environment = {
    POOLHOUSE_SECRET: "hunter2-of-the-service",
    POOLHOUSE_ACCESS_KEYS: "id:hunter2-of-the-key",
    POOLHOUSE_CONTROL_TOKEN: "hunter2-of-the-control-face",
    POOLHOUSE_SMTP_URL: "smtp://me:hunter2@mail.example.com",
    POOLHOUSE_DATABASE: "postgres://me:hunter2@db/pools",
  };

  it("stand apart, so that the rest may be printed", () => {
    const { secrets, ...rest } = read({ environment });
    expect(inspect(secrets)).toContain("hunter2");
    expect(inspect(rest, { depth: 9, showHidden: true })).not.toContain("hunter2");
    expect(JSON.stringify(rest)).not.toContain("hunter2");
  });

  it.each([
    ["POOLHOUSE_SECRET", "hunter2"],
    ["POOLHOUSE_ACCESS_KEYS", "hunter2"],
    ["POOLHOUSE_CONTROL_TOKEN", "hunter2 of the control face"],
    ["POOLHOUSE_SMTP_URL", "me:hunter2@mail.example.com"],
    ["POOLHOUSE_DATABASE", "mysql://me:hunter2@db/pools"],
    ["POOLHOUSE_DATABASE", " postgres://me:hunter2@db/pools"],
    ["POOLHOUSE_PUBLIC_URL", "https://me:hunter2@login.example.com"],
  ])("are not repeated when %s is refused", (variable, text) => {
    expect(() => read({ environment: { [variable]: text } })).toThrow(
      expect.objectContaining({ name: "ConfigError", message: expect.not.stringContaining("hunter2") }),
    );
  });
});

describe("The environment", () => {
  it("is warned of when it has a variable that Poolhouse does not know, and starts the service", () => {
    const environment = { POOLHOUSE_PROT: "80", POOLHOUSE_DATABSE: "", POOLHOUSEKEEPER: "x", poolhouse_port: "1" };
    const { warnings, port } = read({ environment });
    expect(warnings).toEqual([
      "POOLHOUSE_DATABSE is not a variable that Poolhouse knows.",
      "POOLHOUSE_PROT is not a variable that Poolhouse knows.",
    ]);
    expect(port).toBe(9500);
  });

  it("may be Kubernetes', which describes a service called poolhouse by variables of its own", () => {
    const environment = {
      POOLHOUSE_SERVICE_HOST: "10.0.0.1",
      POOLHOUSE_SERVICE_PORT: "9500",
      POOLHOUSE_SERVICE_PORT_HTTP: "9500",
      POOLHOUSE_PORT: "tcp://10.0.0.1:9500",
      POOLHOUSE_PORT_9500_TCP: "tcp://10.0.0.1:9500",
      POOLHOUSE_PORT_9500_TCP_PROTO: "tcp",
      POOLHOUSE_PORT_9500_TCP_PORT: "9500",
      POOLHOUSE_PORT_9500_TCP_ADDR: "10.0.0.1",
      POOLHOUSE_DB_PORT: "tcp://10.0.0.2:5432",
    };
    expect(read({ environment })).toEqual(read());
  });
});
