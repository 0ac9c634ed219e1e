import { Option } from "commander";
import { describe, expect, it } from "vitest";
import { readCommandLine } from "../../src/config/command-line.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { optionList } from "../../src/config/options.ts";

const read = (...argv: string[]) => readCommandLine({ argv, version: "1.2.3" });
const printed = (...argv: string[]) => {
  const commandLine = read(...argv);
  return commandLine.kind === "print" ? commandLine.text : "nothing";
};

describe("The command line", () => {
  it("starts the service with the flags that were given, in either form", () => {
    expect(read()).toEqual({ kind: "start", flags: {} });
    expect(read("start")).toEqual({ kind: "start", flags: {} });
    const flags = { port: "0", publicUrl: "https://login.example.com", readyFile: "ready.json" };
    const argv = ["--port", "0", "--public-url=https://login.example.com", "--ready-file", "ready.json"];
    expect(read(...argv)).toEqual({ kind: "start", flags });
    expect(read("start", ...argv)).toEqual({ kind: "start", flags });
    expect(read(...argv.slice(0, 2), "start", ...argv.slice(2))).toEqual({ kind: "start", flags });
  });

  it("keeps an empty value, which is not the same as none", () => {
    expect(read("--config", "")).toEqual({ kind: "start", flags: { config: "" } });
  });

  it("takes a switch by itself for one that is on", () => {
    for (const argv of [["--strict"], ["--strict", "on"]]) {
      expect(read(...argv)).toEqual({ kind: "start", flags: { strict: "on" } });
    }
    expect(read("--strict", "--port", "0")).toEqual({ kind: "start", flags: { strict: "on", port: "0" } });
    expect(read("--strict=off")).toEqual({ kind: "start", flags: { strict: "off" } });
  });

  it("starts the gateway with its own flags, and takes no other", () => {
    expect(read("gateway", "--config", "g.yaml")).toEqual({ kind: "gateway", flags: { config: "g.yaml" } });
    expect(() => read("gateway", "--database", "x")).toThrow(new ConfigError("Unknown option '--database'"));
    expect(printed("gateway", "--help")).not.toContain("POOLHOUSE_SECRET");
  });

  it("names each flag as its option is named", () => {
    for (const [name, { flag }] of optionList) if (flag) expect(new Option(flag).attributeName()).toBe(name);
  });

  it.each(["--version", "-V", "-v", "version"])("prints the version for %s", (word) => {
    expect(printed(word)).toBe("1.2.3\n");
  });

  it("prints help for the word, too", () => {
    expect(printed("help")).toBe(printed("--help"));
  });

  it.each([["-h"], ["--help"], ["start", "--help"], ["--port", "1", "--help"]])(
    "prints every flag, variable and default for %s %s",
    (...argv) => {
      const lines = printed(...argv).replaceAll(/\n {20,}/g, " ");
      for (const { flag, variable, default: value } of optionList.map(([, option]) => option)) {
        const line = lines.split("\n").find((line) => new RegExp(`\\b${variable}\\b`).test(line));
        expect(line).toContain(flag ?? variable);
        expect(line).toContain(value === undefined ? "" : `default ${value})`);
      }
    },
  );

  it("has these options", () => {
    const names = printed("--help").match(/^ {2}--[\w-]+ (?:<.*?>|\[.*?\])|POOLHOUSE_\w+/gm);
    expect(names?.map((name) => name.trim())).toMatchInlineSnapshot(`
      [
        "--port <number>",
        "POOLHOUSE_PORT",
        "--host <address>",
        "POOLHOUSE_HOST",
        "--https-port <number>",
        "POOLHOUSE_HTTPS_PORT",
        "--authority <file>",
        "POOLHOUSE_AUTHORITY",
        "--database <where>",
        "POOLHOUSE_DATABASE",
        "--config <file>",
        "POOLHOUSE_CONFIG",
        "--public-url <url>",
        "POOLHOUSE_PUBLIC_URL",
        "--issuer <form>",
        "POOLHOUSE_ISSUER",
        "--domain-urls <form>",
        "POOLHOUSE_DOMAIN_URLS",
        "--region <name>",
        "POOLHOUSE_REGION",
        "--ready-file <file>",
        "POOLHOUSE_READY_FILE",
        "--breached-passwords <file>",
        "POOLHOUSE_BREACHED_PASSWORDS",
        "--theme <folder>",
        "POOLHOUSE_THEME",
        "--log-destination <where>",
        "POOLHOUSE_LOG_DESTINATION",
        "--account-id <digits>",
        "POOLHOUSE_ACCOUNT_ID",
        "--mode <mode>",
        "POOLHOUSE_MODE",
        "--rate-limits <switch>",
        "POOLHOUSE_RATE_LIMITS",
        "--user-limits <switch>",
        "POOLHOUSE_USER_LIMITS",
        "--strict-urls <switch>",
        "POOLHOUSE_STRICT_URLS",
        "--trusted-proxies <addresses>",
        "POOLHOUSE_TRUSTED_PROXIES",
        "--strict [switch]",
        "POOLHOUSE_STRICT",
        "--log-level <level>",
        "POOLHOUSE_LOG_LEVEL",
        "--published <where>",
        "POOLHOUSE_PUBLISHED",
        "POOLHOUSE_SECRET",
        "POOLHOUSE_ACCESS_KEYS",
        "POOLHOUSE_CONTROL_TOKEN",
        "POOLHOUSE_SMTP_URL",
      ]
    `);
  });

  it("fits a terminal of 100 columns", () => {
    expect(
      Math.max(
        ...printed("--help")
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it.each([
    [["--prot", "1"], "Unknown option '--prot' (Did you mean --port?)"],
    [["start", "--frobnicate"], "Unknown option '--frobnicate'"],
    [["-p"], "Unknown option '-p'"],
    [["--port"], "Option '--port <number>' argument missing"],
    [["sart"], "Unknown argument 'sart'"],
    [["start", "now"], "Unknown argument 'now'"],
    [["9612"], "Unknown argument '9612'; behind npm start, options follow two dashes: npm start -- --port 9600"],
    [
      [":memory:"],
      "Unknown argument ':memory:'; behind npm start, options follow two dashes: npm start -- --port 9600",
    ],
  ])("refuses %j in one line", (argv, message) => {
    expect(() => read(...argv)).toThrow(new ConfigError(message));
  });

  it("takes no secret, because a command line can be read by others", () => {
    const variables = {
      "--secret": "POOLHOUSE_SECRET",
      "--access-keys": "POOLHOUSE_ACCESS_KEYS",
      "--control-token": "POOLHOUSE_CONTROL_TOKEN",
      "--smtp-url": "POOLHOUSE_SMTP_URL",
    };
    for (const [flag, variable] of Object.entries(variables)) {
      const refusal = new ConfigError(`${flag} is no option: set ${variable}, because others can read a command line`);
      expect(() => read(flag, "hunter2 of sixteen letters")).toThrow(refusal);
      expect(() => read(`${flag}=hunter2`)).toThrow(refusal);
    }
  });

  it("does not repeat a password of a misplaced URL", () => {
    for (const argv of [
      ["postgres://me:hunter2@db/x"],
      ["--databse=postgres://me:hunter2@db/x"],
      ["--sceret=hunter2"],
    ]) {
      expect(() => read(...argv)).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") }));
      expect(() => read(...argv)).toThrow(ConfigError);
    }
  });

  it("knows what poolhouse trigger does", () => {
    const edits = ["--set", "request.userAttributes.name=a=b", "--set-json", "request.newDeviceUsed=true"];
    expect(read("trigger", "invoke", "PreSignUp", ...edits, "--event", "e.json")).toEqual({
      kind: "trigger",
      command: {
        ...{ name: "invoke", trigger: "PreSignUp", event: "e.json" },
        edits: [
          { path: ["request", "userAttributes", "name"], value: "a=b" },
          { path: ["request", "newDeviceUsed"], value: true },
        ],
      },
    });
    expect(read("trigger", "capture", "--out", "here", "--trigger-source", "PreSignUp_SignUp")).toEqual({
      kind: "trigger",
      command: {
        ...{ name: "capture", url: "http://localhost:9500", out: "here" },
        filters: { triggerSource: "PreSignUp_SignUp" },
      },
    });
    expect(read("trigger", "test", "fixtures")).toMatchObject({ command: { name: "test", folder: "fixtures" } });
    expect(read("trigger", "events")).toMatchObject({ command: { name: "events", source: undefined } });
    expect(printed("trigger")).toContain("invoke [options] <trigger>");
    expect(() => read("trigger", "capture")).toThrow(ConfigError);
    expect(() => read("trigger", "invoke", "PreSignUp", "--set-json", "request=x")).toThrow("must be JSON");
    expect(() => read("trigger", "nothing")).toThrow(ConfigError);
  });
});
