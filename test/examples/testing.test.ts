import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/config/config.ts";
import { declarationSchema } from "../../src/declaration/schema.ts";
import { place } from "../declaration/declare.ts";
import { root } from "../support/process.ts";

const run = promisify(execFile);
const folder = join(root, "examples/testing");

/** That with vitest is one of this suite's own. */
describe("The examples of poolhouse/testing", () => {
  it("pass with Node's own runner", async () => {
    expect(inject("buildFailure")).toBe("");
    const env = { PATH: process.env.PATH };
    const { stdout } = await run(process.execPath, ["--test", "sign-up.node-test.ts"], { cwd: folder, env });
    expect(stdout).toMatch(/pass 2\n.*fail 0\n/);
  });

  // jest itself is no dependency: it would be half as large as all the others together.
  it("load what that with jest loads, as CommonJS", async () => {
    const example = join(folder, "sign-up.jest.cjs");
    const require = createRequire(example);
    const source = await readFile(example, "utf8");
    const [, names = ""] = /const \{ (.*) \} = require\("poolhouse\/testing"\)/.exec(source) ?? [];
    const loaded = require("poolhouse/testing");
    expect(Object.keys(loaded).sort()).toEqual(names.split(", ").sort());
    expect(require.resolve("poolhouse/testing")).toBe(join(root, "dist/testing.cjs"));
    const poolhouse = await loaded.startPoolhouse({ config: join(folder, "poolhouse.yaml") });
    expect(poolhouse.userPoolIds).toEqual(["us-east-1_Testing01"]);
    await poolhouse.stop();
  });
});

describe("The example of Testcontainers", () => {
  it("passes against a stand-in for the container, behind a port of its own", async () => {
    expect(inject("buildFailure")).toBe("");
    const standIn = join(import.meta.dirname, "testcontainers-stand-in.mjs");
    const args = ["--import", standIn, "--test", "--test-isolation=none", "sign-up.test.mjs"];
    const env = { PATH: process.env.PATH };
    const { stdout } = await run(process.execPath, args, { cwd: join(root, "examples/testcontainers"), env });
    expect(stdout).toMatch(/pass 2\n.*fail 0\n/);
  });
});

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
}

interface Service {
  readonly image?: string;
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

describe("The example of a trigger in a container of its own", async () => {
  const example = join(root, "examples/trigger-container");
  const read = async (name: string) => parse(await readFile(join(example, name), "utf8"));
  const { services } = (await read("compose.yaml")) as Compose;
  const declaration = declarationSchema(place).parse(await read("poolhouse.yaml"));

  it("sends events to the container of each function, by the name and port that it has there", () => {
    const endpoints = Object.values(declaration.functions).map(({ invoke, functionName }) => ({
      invoke,
      functionName,
    }));
    expect(endpoints.length).toBeGreaterThan(0);
    for (const { invoke = "", functionName } of endpoints) {
      const { hostname, port } = new URL(invoke);
      expect(services[hostname]?.image).toMatch(/^public\.ecr\.aws\/lambda\//);
      expect({ port, functionName }).toEqual({ port: "8080", functionName: "function" }); // the Runtime Interface Emulator's
    }
  });

  it("starts Poolhouse with what it declares, for this machine alone", () => {
    const { poolhouse } = services;
    const environment = { ...poolhouse?.environment };
    expect(readConfig({ flags: {}, environment, fileExists: () => true })).toMatchObject({ warnings: [] });
    expect(poolhouse?.volumes).toEqual([`.:${poolhouse?.working_dir}:ro`]);
    for (const { ports = [] } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});
