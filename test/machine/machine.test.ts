import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { prepare } from "./explore.ts";
import { functions } from "./riddles.ts";

/** Two instances on one PostgreSQL are one service; a SQLite file has one. */
const instancesOn = { sqlite: 1, postgres: 2 } as const;

/** The same paths at each run of the tests; another seed, and more runs, for whoever goes looking. */
const { EXPLORE_SEED: seed = "20261127", EXPLORE_RUNS: runs = "40" } = process.env;

/** None of these is left out. */
const ways = [
  ...["password", "admin-password", "srp", "choice", "choice-password", "choice-srp", "choice-email", "choice-sms"],
  ...["choice-passkey", "custom", "custom-srp"],
  ...["SELECT_CHALLENGE", "PASSWORD", "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED", "SELECT_MFA_TYPE", "MFA_SETUP"],
  ...["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"],
  ...["SMS_OTP", "WEB_AUTHN", "CUSTOM_CHALLENGE"],
];

describe.each(["sqlite", "postgres"] as const)("The sign-in machine, explored at random on %s", async (kind) => {
  const database = await freshDatabase[kind]();
  const instances: Poolhouse[] = [];
  beforeAll(async () => {
    // Else a code of an authenticator app could expire between the model's judgement and the service's.
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let started = 0; started < instancesOn[kind]; started++) {
      instances.push(await start({ database, functions }));
    }
  });
  afterAll(async () => {
    vi.useRealTimers();
    for (const instance of instances) await instance.stop();
  });

  it("gives tokens to nobody to whom the model denies them, and to everybody to whom it grants them", async () => {
    const { real, check } = await prepare(instances as [Poolhouse]);
    // A sequence that fails is shortened for so long, and then told as it is.
    const how = { interruptAfterTimeLimit: 240_000 };
    const result = await check({ seed: Number(seed), runs: Number(runs) }, how);
    expect(result.failed, await fc.asyncDefaultReportMessage(result)).toBe(false);
    expect(real.granted).toBeGreaterThan(Number(runs));
    expect([...real.passed].sort()).toEqual([...ways].sort());
  }, 300_000);
});
