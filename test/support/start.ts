import { isAbsolute } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { type Declaration, defaultDeclaration } from "../../src/declaration/index.ts";
import type { Log } from "../../src/domain/services.ts";
import type { Functions } from "../../src/domain/trigger/functions.ts";
import { createLog } from "../../src/log.ts";
import { openServer } from "../../src/server.ts";
import { freshDatabase } from "./databases.ts";
import { type Face, faceOf } from "./face.ts";
import { keysOfThisRun } from "./signing-keys.ts";

/** The service in this process, as a test sees it. */
export interface Poolhouse extends Face {
  /** As pools and routes call them. */
  readonly functions: Functions;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly declaration?: Declaration;
  /** Without one, nothing is written. */
  readonly log?: Log;
  /** In the place of those that are declared. */
  readonly functions?: Functions;
  readonly environment?: Readonly<Record<string, string>>;
  readonly database?: Awaited<ReturnType<(typeof freshDatabase)["sqlite" | "postgres" | "memory"]>>;
}

const secret = "a secret that only the tests know";

/** Starts the service in this process, on a free port. An exception that an operation does not declare fails the test. */
export async function start({
  declaration,
  environment = {},
  database,
  log,
  functions,
}: StartOptions = {}): Promise<Poolhouse> {
  const config = readConfig({
    flags: { port: "0", database: ":memory:" },
    environment,
    // Nobody's poolhouse.yaml; but what a test names by its whole path is there.
    fileExists: isAbsolute,
  });
  const undeclared: string[] = [];
  const server = await openServer({
    config: { ...config, database: database ?? config.database },
    secret,
    declaration: declaration ?? defaultDeclaration(config),
    log: log ?? createLog("silent", "local"),
    functions,
    environment: { PATH: process.env.PATH, ...environment },
    keyReserve: keysOfThisRun,
    onUndeclared: (operation, exception) => undeclared.push(`${operation} threw ${exception}`),
  });
  return {
    ...faceOf(server.url),
    functions: server.services.functions,
    async stop() {
      await server.close();
      expect(undeclared, "exceptions that operations threw without declaring them").toEqual([]);
    },
  };
}

/** Starts one service for the tests of an async `describe`, and stops it after them. Use `current` inside of tests only. */
export async function startForAll(
  kind: keyof typeof freshDatabase,
  options: StartOptions = {},
): Promise<{ readonly current: Poolhouse }> {
  const database = await freshDatabase[kind]();
  let started: Poolhouse | undefined;
  beforeAll(async () => {
    started = await start({ ...options, database });
  });
  afterAll(() => started?.stop());
  return {
    get current() {
      if (!started) throw new Error("the service has not started");
      return started;
    },
  };
}

/** Every suite that stores something runs on each. */
export const databases = ["sqlite", "postgres"] as const;
