import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { keptLog } from "../declaration/declare.ts";
import { defaultApp } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { start, startForAll } from "../support/start.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { fileOf, withFunctions } from "./declared.ts";
import { arnOf } from "./open.ts";

const { UserPoolId } = defaultApp;

describe.each([
  ["where any key will do", {}],
  ["where signatures are verified", { POOLHOUSE_ACCESS_KEYS: "AKIATEST:s3cr3t" }],
])("A function that calls the service, %s", async (_where, environment) => {
  const declaration = withFunctions({ "call-back": { handler: fileOf("call-back.ts"), timeout: 15 } });
  const service = await startForAll("memory", { declaration, environment });

  it("needs no word of where it is and by which keys", async () => {
    const event = { userPoolId: UserPoolId, userName: "alice" };
    const answer = await service.current.functions.run({ arn: arnOf("call-back"), event, patience: 20_000 });
    expect(answer).toEqual({ kind: "answer", answer: { UserStatus: "CONFIRMED", code: "a code", isOfRole: true } });
  });
});

describe("A trigger whose function is not there", () => {
  it("is named at the start, and when a pool is made or changed", async () => {
    const log = keptLog();
    const declaration = withFunctions({ echo: { handler: fileOf("echo.ts") } });
    const service = await start({ log, declaration });
    onTestFinished(() => service.stop());
    const PreTokenGenerationConfig = { LambdaVersion: "V2_0", LambdaArn: arnOf("lost:live") } as const;
    const triggers = { PreSignUp: arnOf("echo:1"), PostConfirmation: arnOf("lost"), PreTokenGenerationConfig };
    const { UserPool } = await service.sdk().createUserPool({ PoolName: "people", LambdaConfig: triggers });
    const named = (...arns: string[]) =>
      `warn triggers that will fail, as functions in poolhouse.yaml has none of them: ${arns.join(", ")} ` +
      JSON.stringify({ userPoolId: UserPool?.Id });
    expect(log.lines).toContain(named(arnOf("lost"), arnOf("lost:live")));
    await service.sdk().updateUserPool({ UserPoolId: UserPool?.Id, LambdaConfig: { PreSignUp: arnOf("gone") } });
    expect(log.lines).toContain(named(arnOf("gone")));
    const declared = log.lines.filter((line) => line.includes("triggers that will fail")).length;
    await service.sdk().updateUserPool({ UserPoolId: UserPool?.Id, LambdaConfig: { PreSignUp: arnOf("echo") } });
    expect(log.lines.filter((line) => line.includes("triggers that will fail")).length).toBe(declared);
  });
});

const isAlive = (pid: number) => spawnSync("kill", ["-0", String(pid)]).status === 0;
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const secret = "a secret that only the tests know";

/** The built service with functions, and a record in its database of a call of each, to be run again. */
async function launched(functions: Readonly<Record<string, object>>): Promise<{
  readonly service: ServiceProcess;
  replay(name: string, signal?: AbortSignal): Promise<Response>;
}> {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const file = join(folder.path, "poolhouse.db");
  const before = await start({ database: { kind: "sqlite", file } });
  for (const name of Object.keys(functions)) {
    await before.functions.run({ arn: arnOf(name), event: { name }, patience: 1000 });
  }
  const recorded = await before.control<{ id: string; function: string }[]>("GET", "/invocations");
  await before.stop();
  writeFileSync(join(folder.path, "poolhouse.yaml"), JSON.stringify({ functions }));
  const service = await launch({
    folder: folder.path,
    flags: { database: file },
    environment: { POOLHOUSE_SECRET: secret },
  });
  onTestFinished(() => service[Symbol.asyncDispose]());
  const idOf = (name: string) => recorded.find((one) => one.function === name)?.id;
  return {
    service,
    replay: (name, signal) =>
      fetch(`${service.url}/_poolhouse/invocations/${idOf(name)}/replay`, { method: "POST", signal }),
  };
}

describe("The built service", () => {
  it("runs handlers, bundled by the esbuild that it brings, and Python by the runner that it brings", async () => {
    const python: Record<string, object> = hasPython ? { greet: { python: "./greet.py#handler" } } : {};
    const { service, replay } = await launched({
      echo: { handler: fileOf("echo.ts") },
      refuse: { handler: fileOf("refuse.ts") },
      ...python,
    });
    expect(await (await replay("echo")).json()).toMatchObject({
      answer: { name: "echo", response: { answered: true } },
      logs: ["called"],
    });
    expect(await (await replay("refuse")).json()).toMatchObject({ error: { errorMessage: "not you" } });
    expect(service.output.stderr).toMatch(/called.*"function":"echo"/);
    if (hasPython) {
      expect(await (await replay("greet")).json()).toMatchObject({ error: { errorType: "Runtime.ImportModuleError" } });
    }
  });

  it("serves on while a function hangs, and ends when nobody waits for it any more", async () => {
    const { service, replay } = await launched({ hang: { handler: fileOf("hang.ts"), timeout: 900 } });
    const caller = new AbortController();
    const hanging = replay("hang", caller.signal).catch(() => "went away");
    await expect.poll(() => service.output.stderr, { timeout: 10_000 }).toContain("hanging");
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    caller.abort();
    expect(await hanging).toBe("went away");
    expect(await service.kill("SIGTERM")).toMatchObject({ code: 0, signal: null });
  });

  it("answers and ends in time, though a function waits for a command that does not", async () => {
    const { service, replay } = await launched({ wait: { handler: fileOf("wait.ts"), timeout: 1 } });
    const waiting = replay("wait");
    await expect.poll(() => service.output.stderr, { timeout: 10_000 }).toContain("waiting");
    expect(await (await waiting).json()).toMatchObject({
      error: { errorType: "Sandbox.Timedout", errorMessage: expect.stringMatching(/timed out after 1\.00 seconds$/) },
    });
    const asked = Date.now();
    expect(await service.kill("SIGTERM")).toMatchObject({ signal: "SIGKILL" });
    expect(Date.now() - asked).toBeLessThan(15_000);
    expect(service.output.stderr).toContain("a function waits for something that does not end");
  });

  it.skipIf(!hasPython)("leaves no process behind when it is killed (skipped where there is no python3)", async () => {
    const { service, replay } = await launched({ hang: { python: fileOf("hang.py"), timeout: 900 } });
    void replay("hang").catch(() => undefined);
    await expect.poll(() => service.output.stderr, { timeout: 10_000 }).toContain("processes");
    const [, ...pids] = /processes (\d+) (\d+)/.exec(service.output.stderr) ?? [];
    expect(pids.map(Number).map(isAlive)).toEqual([true, true]);
    await service.kill("SIGKILL");
    await expect.poll(() => pids.map(Number).map(isAlive), { timeout: 10_000 }).toEqual([false, false]);
  });
});
