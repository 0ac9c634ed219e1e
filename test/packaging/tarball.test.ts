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
