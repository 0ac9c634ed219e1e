import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Why dist/ could not be made; empty when it could. */
    buildFailure: string;
  }
}

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** vitest's globalSetup: makes dist/ once for this run. When that fails, the tests of the built service alone fail by it. */
export async function setup(project: TestProject): Promise<void> {
  const build = () => run(process.execPath, ["build.ts"], { cwd: root });
  project.provide("buildFailure", await build().then(() => "", String));
  project.onTestsRerun(async () => void (await build()));
}
