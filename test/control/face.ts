import { Hono } from "hono";
import { afterAll } from "vitest";
import { machineClock } from "../../src/clock.ts";
import type { Log } from "../../src/domain/services.ts";
import type { Database } from "../../src/domain/stores.ts";
import type { Functions } from "../../src/domain/trigger/functions.ts";
import { type ControlOptions, controlFace } from "../../src/http/control/index.ts";
import { machineRandom } from "../../src/random.ts";
import { open } from "../store/instances.ts";

/** The control face over a real database, without the rest of the service. */
export interface Face {
  readonly database: Database;
  /** What the face told the log. */
  readonly logged: { facts: object; text: string }[];
  /** Which pools it had reset; undefined stands for all. */
  readonly resets: (string | undefined)[];
  /** One request, sent to `http://localhost:9500` unless `url` says otherwise. */
  send(method: string, path: string, request?: FaceRequest): Promise<Response>;
  /** The same, for its JSON. Throws when it is refused. */
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface FaceRequest {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly url?: string;
}

/** Functions that answer with their event, and are not recorded. */
const echo: Functions = { run: async ({ event }) => ({ kind: "answer", answer: event }), has: () => true };

export const configuredUrl = "http://localhost:9500";
export const httpsUrl = "https://localhost:9543";

export function faceOver(database: Database, options: Partial<ControlOptions> = {}): Face {
  const logged: Face["logged"] = [];
  const resets: Face["resets"] = [];
  const write = (facts: object, text: string) => void logged.push({ facts, text });
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const services = {
    database,
    log,
    clock: machineClock(() => database.state.current.clockOffsetMs),
    random: machineRandom,
    functions: echo,
    publicUrl: () => database.state.current.publicUrl ?? configuredUrl,
    httpsUrl: () => httpsUrl,
  };
  const app = new Hono();
  app.use(async (_c, next) => {
    await database.state.refresh();
    await next();
  });
  const reset = async (userPoolId?: string) => void resets.push(userPoolId);
  const settled = async () => undefined;
  app.route("/_poolhouse", controlFace({ services, mode: "local", reset, settled, ...options }));

  const send: Face["send"] = async (method, path, { body, headers, url = configuredUrl } = {}) => {
    const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    return app.request(`${url}/_poolhouse${path}`, { method, headers, body: text });
  };
  return {
    ...{ database, logged, resets, send },
    async json<T>(method: string, path: string, body?: unknown) {
      const response = await send(method, path, { body });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}

/** A face over a database of its own, in memory, for the tests of an async `describe`. */
export async function freshFace(options: Partial<ControlOptions> = {}): Promise<Face> {
  const database = await open({ kind: "memory" });
  afterAll(() => database.close());
  return faceOver(database, options);
}
