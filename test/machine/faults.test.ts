import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database } from "../../src/domain/stores.ts";
import { openDatabase } from "../../src/store/index.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { prepare } from "./explore.ts";
import { faults } from "./faults.ts";

// Watched, and otherwise as they are: what `faults` put something else in the place of.
vi.mock("../../src/domain/authentication/gates.ts", { spy: true });
vi.mock("../../src/domain/authentication/lockout.ts", { spy: true });
vi.mock("../../src/domain/authentication/password-mark.ts", { spy: true });
vi.mock("../../src/domain/authentication/sent-code.ts", { spy: true });
vi.mock("../../src/domain/authentication/session.ts", { spy: true });
vi.mock("../../src/domain/authentication/srp-proof.ts", { spy: true });
vi.mock("../../src/domain/user/software-token.ts", { spy: true });
vi.mock("../../src/store/index.ts", { spy: true });

describe("The exploration of the sign-in machine", () => {
  let service: Poolhouse;
  let database: Database;
  let check: Awaited<ReturnType<typeof prepare>>["check"];
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    service = await start();
    database = await (vi.mocked(openDatabase).mock.results[0]?.value as Promise<Database>);
    ({ check } = await prepare([service]));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.resetAllMocks(); // what is watched is as it was
  });
  afterAll(async () => {
    vi.useRealTimers();
    await service.stop();
  });

  it.each(faults)("notices when $name", async (fault) => {
    fault.break(database);
    const result = await check({ seed: fault.seed, runs: 60 }, { endOnFailure: true });
    expect(result.failed, "no sequence came upon it").toBe(true);
  });
});
