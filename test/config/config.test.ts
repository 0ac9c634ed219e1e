import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type ConfigSources, readConfig } from "../../src/config/config.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { type Option, type OptionName, options } from "../../src/config/options.ts";

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
      database: { kind: "sqlite", file: ".poolhouse/poolhouse.db" },
      declarationFile: undefined,
      publicUrl: undefined,
      issuer: "public",
      region: "us-east-1",
      accountId: "123456789012",
      ...{ breachedPasswords: undefined, logDestination: undefined },
      readyFile: undefined,
      logLevel: "info",
      warnings: [],
      secrets: { secret: undefined, accessKeys: new Map(), controlToken: undefined, smtpUrl: undefined },
    });
  });

  /** An option, where its value is found, and values that are good and bad. */
  const table: {
    name: OptionName;
    found: string[];
    good: [text: string, value: unknown][];
    bad: string[];
  }[] = [
    {
      name: "port",
      found: ["port"],
      good: [
        ["0", 0],
        ["9500", 9500],
        ["65535", 65_535],
      ],
      bad: ["65536", "-1", "1.5", "1e3", "0x50", " 80", "80 ", "http", "٣"],
    },
    {
      name: "host",
      found: ["host"],
      good: ["0.0.0.0", "::1", "::", "fe80::1%eth0", "localhost", "my-machine.local"].map((host) => [host, host]),
      bad: ["http://localhost", "localhost:80", "[::1]", "a b", "-a", "a/b"],
    },
    {
      name: "database",
      found: ["database"],
      good: [
        [":memory:", { kind: "memory" }],
        ["data/pools.db", { kind: "sqlite", file: "data/pools.db" }],
        ["C:\\data\\pools.db", { kind: "sqlite", file: "C:\\data\\pools.db" }],
      ],
      bad: [":memory", "mysql://me:pw@db/x", "postgres:", "postgres://", "sqlite:x.db", "file:x.db"],
    },
    {
      name: "config",
      found: ["declarationFile"],
      good: [["pools.yaml", "pools.yaml"]],
      bad: [],
    },
    {
      name: "publicUrl",
      found: ["publicUrl"],
      good: [
        ["http://localhost:9500", "http://localhost:9500"],
        ["https://login.example.com/", "https://login.example.com"],
        ["HTTPS://Login.Example.com:443/id//", "https://login.example.com/id"],
        ["http://[::1]:9500", "http://[::1]:9500"],
      ],
      bad: [
        "localhost:9500",
        "ftp://a",
        "http:a",
        "http://",
        "https://a/?b",
        "https://a/#b",
        "https://me:pw@a/",
        "https://a b",
      ],
    },
    {
      name: "issuer",
      found: ["issuer"],
      good: [
        ["aws", "aws"],
        ["public", "public"],
      ],
      bad: ["AWS", "private"],
    },
    {
      name: "region",
      found: ["region"],
      good: ["eu-central-1", "us-gov-west-1", "ap-southeast-5", "eusc-de-east-1"].map((region) => [region, region]),
      bad: ["eu", "eu-central", "EU-central-1", "eu-central-1a", "eu_central_1", "local"],
    },
    { name: "readyFile", found: ["readyFile"], good: [["run/ready.json", "run/ready.json"]], bad: [] },
    { name: "breachedPasswords", found: ["breachedPasswords"], good: [["ours.txt", "ours.txt"]], bad: [] },
    { name: "logDestination", found: ["logDestination"], good: [["logs", "logs"]], bad: ["http://", "https:"] },
    {
      name: "accountId",
      found: ["accountId"],
      good: [["000000000000", "000000000000"]],
      bad: ["12345678901", "1234567890123", "1234-5678-9012", "abcdefghijkl"],
    },
    { name: "mode", found: ["mode"], good: [["local", "local"]], bad: ["Local", "production", "constructor"] },
    {
      name: "logLevel",
      found: ["logLevel"],
      good: ["trace", "debug", "info", "warn", "error", "fatal", "silent"].map((level) => [level, level]),
      bad: ["verbose", "INFO", "0"],
    },
    { name: "secret", found: ["secrets", "secret"], good: [[secret, secret]], bad: ["fifteen letters"] },
    {
      name: "accessKeys",
      found: ["secrets", "accessKeys"],
      good: [
        ["AKIAEXAMPLE:wJalr/UtnFE+MI=", new Map([["AKIAEXAMPLE", "wJalr/UtnFE+MI="]])],
        [
          "one:a:b, two:c",
          new Map([
            ["one", "a:b"],
            ["two", "c"],
          ]),
        ],
      ],
      bad: ["id", "id:", ":s3cr3t", "a/b:s3cr3t", "a:s3cr3t,", "a:s3cr3t,a:0th3r", "a:s3cr3t b:0th3r"],
    },
    {
      name: "controlToken",
      found: ["secrets", "controlToken"],
      good: [["let-me.in!", "let-me.in!"]],
      bad: ["tok en", "tokén", "token\n"],
    },
    {
      name: "smtpUrl",
      found: ["secrets", "smtpUrl"],
      good: ["smtp://localhost:1025", "smtps://me:pw@mail.example.com?pool=true"].map((url) => [url, url]),
      bad: ["localhost:1025", "http://mail.example.com", "smtp://", "smtp://me:pw@:25", "smtp://me:pw@a b"],
    },
  ];

  it("has a row in this table for each option", () => {
    expect(table.map(({ name }) => name)).toEqual(Object.keys(options));
  });

  describe.each(table)("option $name", ({ name, found, good, bad }) => {
    const { flag, variable, mustBe, confidential }: Option = options[name];
    const valueIn = (config: object) =>
      found.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);

    it.each(good)("takes %j from its variable", (text, value) => {
      expect(valueIn(read({ environment: { [variable]: text } }))).toEqual(value);
    });

    it("counts an empty variable as absent", () => {
      expect(read({ environment: { [variable]: "" } })).toEqual(read());
    });

    it.each(bad)("refuses %j in its variable, in one line", (text) => {
      expect(() => read({ environment: { [variable]: text } })).toThrow(refusal(variable, text));
    });

    if (flag === undefined) return;

    it.each(good)("takes %j from its flag, which wins over the variable", (text, value) => {
      expect(valueIn(read({ flags: { [name]: text } }))).toEqual(value);
      expect(valueIn(read({ flags: { [name]: text }, environment: { [variable]: "\0 nonsense" } }))).toEqual(value);
    });

    it.each([...bad, ""])("refuses %j in its flag, in one line", (text) => {
      const environment = { [variable]: good[0]![0] };
      expect(() => read({ flags: { [name]: text }, environment })).toThrow(refusal(flag.split(" ")[0]!, text));
    });

    function refusal(source: string, text: string): ConfigError {
      const given = confidential ? "" : `, not ${JSON.stringify(text)}`;
      return new ConfigError(`${source} must be ${mustBe}${given}.`);
    }
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
    expect(config.secrets).toEqual({ secret, accessKeys: new Map([["a", "b"]]), controlToken: undefined });
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
