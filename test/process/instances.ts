import { afterAll, beforeAll } from "vitest";
import { launch, type ServiceProcess } from "../support/process.ts";
import { type AlternatingProxy, alternatingProxy } from "./alternating-proxy.ts";
import { databaseOptions } from "./database-options.ts";

export interface Instances {
  readonly one: ServiceProcess;
  readonly other: ServiceProcess;
  /** Before both: hands each request to the one whose turn it is. */
  readonly proxy: AlternatingProxy;
}

/** Two instances on one empty PostgreSQL for the tests around, started at the same moment. Use `current` in tests only. */
export async function twoInstances(): Promise<{ readonly current: Instances }> {
  const { flags, environment } = await databaseOptions("postgres");
  let started: Instances | undefined;
  beforeAll(async () => {
    const proxy = await alternatingProxy();
    const options = { flags: { ...flags, "public-url": proxy.url }, environment };
    const [one, other] = await Promise.all([launch(options), launch(options)]);
    started = { one, other, proxy };
  });
  afterAll(async () => {
    for (const part of [started?.one, started?.other, started?.proxy]) await part?.[Symbol.asyncDispose]();
  });
  return {
    get current() {
      if (!started) throw new Error("the instances have not started");
      return started;
    },
  };
}
