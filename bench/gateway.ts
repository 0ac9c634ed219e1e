import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { killedAtExit, temporaryFolder } from "./at-exit.ts";
import { freePort } from "./free-port.ts";
import type { Measured } from "./load/measure.ts";
import type { LoadProcess } from "./load-process.ts";
import type { Options } from "./options.ts";
import { type Check, type Line, wholeNumber } from "./table.ts";
import { nobody } from "./target.ts";

const lanes = 16;
const megabyte = 1_000_000;
const program = join(import.meta.dirname, "../dist/bin.js");

/** How fast a gateway answers beside the same route without a guard, and beside one verification of RS256. */
export async function* measureGateway({ seconds, warmUp }: Options, load: LoadProcess): AsyncGenerator<Line | string> {
  yield "\nGateway, a JWT route of an HTTP API to an in-process handler";
  yield await measureGatewayStart();
  using folder = temporaryFolder();
  const gateway = killedAtExit(fork(await bundled(folder.path)));
  const [told] = (await once(gateway, "message")) as [{ url: string; tokens: readonly string[] }];
  const target = { ...nobody, ...told };
  const run = (scenario: "gatewayOpen" | "gatewayKnown" | "gatewayNew" | "verification") =>
    load.run({ scenario, target, lanes: scenario === "verification" ? 1 : lanes, seconds, warmUp });

  const floor = await run("verification");
  yield { title: "floor: RS256 verification", measured: floor, checks: [] };
  const open = await run("gatewayOpen");
  yield { title: "no guard", measured: open, checks: [] };
  const known = await run("gatewayKnown");
  yield { title: "tokens that it knows", measured: known, checks: knownChecks(known, open) };
  const unknown = await run("gatewayNew");
  const ratio = (unknown.rate / floor.rate).toFixed(2);
  const ofFloor = { value: `${ratio} of ${wholeNumber(floor.rate)} verifications` };
  yield { title: "10,000 tokens, none remembered", measured: unknown, checks: [ofFloor] };
  yield { title: "resident memory after that", checks: [await memoryOf(gateway)] };
  gateway.kill();
}

/** The process as the build would make it: from source it is slower to start and twice as large. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, "gateway.mjs");
  const entryPoints = [join(import.meta.dirname, "load/gateway.ts")];
  await build({ entryPoints, outfile, bundle: true, format: "esm", platform: "node", logLevel: "warning" });
  return outfile;
}

function knownChecks(known: Measured, open: Measured): Check[] {
  const ratio = known.rate / open.rate;
  const added = known.p50 - open.p50;
  return [
    { value: `${wholeNumber(known.rate)}/s`, target: "≥ 5000/s", met: known.rate >= 5000 },
    { value: `${ratio.toFixed(2)} of no guard`, target: "≥ 0.80", met: ratio >= 0.8 },
    { value: `p50 + ${added.toFixed(2)} ms`, target: "≤ 0.2 ms", met: added <= 0.2 },
  ];
}

const longestStart = 1000;

/** From the start of `poolhouse gateway` to its first answer. */
async function measureGatewayStart(): Promise<Line> {
  using folder = temporaryFolder();
  const port = await freePort();
  const api = `{ Type: AWS::Serverless::HttpApi, Properties: { Port: ${port} } }`;
  await writeFile(join(folder.path, "gateway.yaml"), `apis:\n  Api: ${api}\n`);
  const start = performance.now();
  const child = killedAtExit(
    spawn(process.execPath, [program, "gateway"], {
      cwd: folder.path,
      env: { PATH: process.env.PATH },
      stdio: "ignore",
    }),
  );
  while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`The gateway ended with ${child.exitCode}.`);
    await pause(1);
  }
  const took = performance.now() - start;
  child.kill("SIGKILL");
  await once(child, "exit");
  return {
    title: "start of poolhouse gateway",
    checks: [{ value: `${took.toFixed(0)} ms`, target: `≤ ${longestStart} ms`, met: took <= longestStart }],
  };
}

const mostMegabytes = 200;

async function memoryOf({ pid }: ChildProcess): Promise<Check> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  if (kilobytes === undefined) return { value: "not known without /proc" };
  const megabytes = (Number(kilobytes) * 1024) / megabyte;
  return { value: `${megabytes.toFixed(0)} MB`, target: `≤ ${mostMegabytes} MB`, met: megabytes <= mostMegabytes };
}
