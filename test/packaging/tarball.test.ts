import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const installedBin = "node_modules/poolhouse/dist/bin.js";

// What `npm test` says to its own scripts is nothing to the npm that is started here.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "poolhouse-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root, env });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf("[")));
  await run("npm", ["install", "--prefer-offline", "--prefix", folder, join(folder, filename)], { cwd: folder, env });
});

afterAll(() => rm(folder, { recursive: true }));

async function whenReady(service: ChildProcess, file: string): Promise<{ url: string; pid: number }> {
  while (service.exitCode === null) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text !== "") return JSON.parse(text);
    await setTimeout(20);
  }
  return expect.fail(`It ended with status ${service.exitCode}.`);
}

describe("The packed package, installed into an empty folder", () => {
  it("starts, answers and stops", async () => {
    const ready = join(folder, "ready.json");
    const flags = ["--port", "0", "--database", "poolhouse.db", "--ready-file", ready];
    const service = spawn(process.execPath, [installedBin, ...flags], { cwd: folder, env, stdio: "ignore" });
    onTestFinished(() => void service.kill("SIGKILL"));
    const ended = once(service, "exit");
    const { url, pid } = await whenReady(service, ready);
    expect(pid).toBe(service.pid);
    expect((await fetch(new URL("/health", url))).status).toBe(200);
    service.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("brings what is native and nothing else", async () => {
    const lock = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8"));
    const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(lock.packages["node_modules/poolhouse"].dependencies).toEqual(dependencies);
    expect(Object.keys(dependencies)).toEqual(["argon2", "better-sqlite3", "esbuild"]);
  });

  it("exports the gateway as a library, with its types", async () => {
    const source = `import { claimsOf, createGuard, honoGuard, type Guard } from "poolhouse/gateway";
      const guard: Guard = createGuard({ poolhouse: "http://127.0.0.1:1", issuers: ["us-east-1_Poolhouse"] });
      const { allowed } = await guard.authorize({ headers: {} }, { scopes: ["orders/read"] });
      console.log(typeof claimsOf, typeof honoGuard(guard), allowed);`;
    await writeFile(join(folder, "app.mts"), source);
    const app = await run(process.execPath, ["app.mts"], { cwd: folder, env });
    expect(app).toMatchObject({ stdout: "function function false\n" });
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", ...types];
    await run(process.execPath, [compiler, ...flags, "app.mts"], { cwd: folder, env });
    await writeFile(join(folder, "wrong.mts"), source.replace("issuers:", "issuer:"));
    const wrong = await run(process.execPath, [compiler, ...flags, "wrong.mts"], { cwd: folder, env }).catch((e) => e);
    expect(wrong.stdout).toContain("'issuer' does not exist in type 'GuardOptions'");
  });

  it("exports what tests need, as an ES module and as CommonJS, with its types", async () => {
    const source = `import { startPoolhouse, triggerEvent, type Poolhouse } from "poolhouse/testing";
      const poolhouse: Poolhouse = await startPoolhouse({ logLevel: "silent" });
      const { request } = triggerEvent("PreSignUp_SignUp", { request: { clientMetadata: { shop: "nine" } } });
      console.log(poolhouse.userPoolIds[0], request.clientMetadata?.shop);
      await poolhouse.stop();`;
    await writeFile(join(folder, "app.mts"), source);
    const app = await run(process.execPath, ["app.mts"], { cwd: folder, env });
    expect(app.stdout).toBe("us-east-1_Poolhouse nine\n");
    await writeFile(join(folder, "app.cjs"), 'console.log(Object.keys(require("poolhouse/testing")).join());');
    expect((await run(process.execPath, ["app.cjs"], { cwd: folder, env })).stdout).toBe(
      "startPoolhouse,triggerEvent\n",
    );
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2024,esnext.disposable"];
    const compile = [compiler, ...flags, "--module", "nodenext", ...types];
    await run(process.execPath, [...compile, "app.mts"], { cwd: folder, env });
    await writeFile(join(folder, "wrong.mts"), source.replace("clientMetadata:", "clientMetdata:"));
    const wrong = await run(process.execPath, [...compile, "wrong.mts"], { cwd: folder, env }).catch((e) => e);
    expect(wrong.stdout).toContain("'clientMetdata' does not exist");
  });

  it("ends with one clear line on a Node that is too old", async () => {
    const old = join(folder, "old-node.cjs");
    await writeFile(
      old,
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.17.1" } });',
    );
    const ended = await run(process.execPath, ["--require", old, installedBin], { cwd: folder, env }).catch(
      (error) => error,
    );
    const { engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const least = engines.node.replace(">=", "");
    expect(ended).toMatchObject({
      code: 1,
      stdout: "",
      stderr: `Poolhouse needs Node.js ${least} or newer. This is 22.17.1.\n`,
    });
  });
});
