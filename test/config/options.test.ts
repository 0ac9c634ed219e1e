import { describe, expect, it } from "vitest";
import { readRanges } from "../../src/address-ranges.ts";
import { type ConfigSources, readConfig } from "../../src/config/config.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { type Option, type OptionName, options } from "../../src/config/options.ts";

const read = ({ flags = {}, environment = {}, fileExists = () => true }: Partial<ConfigSources> = {}) =>
  readConfig({ flags, environment, fileExists });

const secret = "sixteen letters!";

describe("The options", () => {
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
      name: "httpsPort",
      found: ["httpsPort"],
      good: [
        ["0", 0],
        ["9543", 9543],
      ],
      bad: ["65536", "https"],
    },
    {
      name: "authority",
      found: ["authorityFile"],
      good: [["ca.pem", "ca.pem"]],
      bad: [],
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
      name: "domainUrls",
      found: ["domainUrls"],
      good: [
        ["path", "path"],
        ["host", "host"],
      ],
      bad: ["hosts", "Path"],
    },
    {
      name: "region",
      found: ["region"],
      good: ["eu-central-1", "us-gov-west-1", "ap-southeast-5", "eusc-de-east-1"].map((region) => [region, region]),
      bad: ["eu", "eu-central", "EU-central-1", "eu-central-1a", "eu_central_1", "local"],
    },
    { name: "readyFile", found: ["readyFile"], good: [["run/ready.json", "run/ready.json"]], bad: [] },
    { name: "breachedPasswords", found: ["breachedPasswords"], good: [["ours.txt", "ours.txt"]], bad: [] },
    { name: "theme", found: ["theme"], good: [["my-theme", "my-theme"]], bad: [] },
    { name: "logDestination", found: ["logDestination"], good: [["logs", "logs"]], bad: ["http://", "https:"] },
    {
      name: "accountId",
      found: ["accountId"],
      good: [["000000000000", "000000000000"]],
      bad: ["12345678901", "1234567890123", "1234-5678-9012", "abcdefghijkl"],
    },
    { name: "mode", found: ["mode"], good: [["local", "local"]], bad: ["Local", "production", "constructor"] },
    {
      ...{ name: "rateLimits", found: ["rateLimits"] },
      good: [
        ["on", "on"],
        ["off", "off"],
      ],
      bad: ["true", "On"],
    },
    {
      ...{ name: "userLimits", found: ["userLimits"] },
      good: [
        ["on", "on"],
        ["off", "off"],
      ],
      bad: ["5", "Off"],
    },
    {
      name: "strictUrls",
      found: ["localUrls"],
      good: [
        ["on", "refused"],
        ["off", "taken"],
      ],
      bad: ["true", "On"],
    },
    {
      name: "trustedProxies",
      found: ["trustedProxies"],
      good: [["10.0.0.0/8, ::1", readRanges(["10.0.0.0/8", "::1"])]],
      bad: ["true", "1", "loopback", "10.0.0.0/33", "10.0.0.0/8,", "10.0.0"],
    },
    {
      name: "strict",
      found: ["strict"],
      good: ["on", "off"].map((word) => [word, word]),
      bad: ["yes", "true", "ON"],
    },
    {
      name: "logLevel",
      found: ["logLevel"],
      good: ["trace", "debug", "info", "warn", "error", "fatal", "silent"].map((level) => [level, level]),
      bad: ["verbose", "INFO", "0"],
    },
    { name: "published", found: ["published"], good: [["loopback", "loopback"]], bad: ["yes", "127.0.0.1"] },
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
});
