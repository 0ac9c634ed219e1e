import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database } from "../../src/domain/stores.ts";
import { openDatabase } from "../../src/store/index.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { prepare } from "./explore.ts";
import { faults } from "./faults.ts";
import { functions } from "./riddles.ts";

// Watched, and otherwise as they are: what `faults` put something else in the place of.
vi.mock("../../src/domain/authentication/custom-decision.ts", { spy: true });
vi.mock("../../src/domain/authentication/gates.ts", { spy: true });
vi.mock("../../src/domain/authentication/lockout.ts", { spy: true });
vi.mock("../../src/domain/authentication/password-mark.ts", { spy: true });
vi.mock("../../src/domain/authentication/sent-code.ts", { spy: true });
vi.mock("../../src/domain/authentication/session.ts", { spy: true });
vi.mock("../../src/domain/authentication/srp-proof.ts", { spy: true });
vi.mock("../../src/domain/passkey/relying-party.ts", { spy: true });
vi.mock("../../src/domain/trigger/verify-auth-challenge-response.ts", { spy: true });
vi.mock("../../src/domain/user/software-token.ts", { spy: true });
vi.mock("../../src/store/index.ts", { spy: true });

describe("The exploration of the sign-in machine", () => {
  let service: Poolhouse;
  let database: Database;
  let check: Awaited<ReturnType<typeof prepare>>["check"];
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    service = await start({ functions });
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

  it.each(faults)(
    "notices when $name",
    async (fault) => {
      fault.break(database);
      // Most seeds come upon their fault in a few runs; one that does not any more, after a change of the commands, in more.
      const result = await check({ seed: fault.seed, runs: 200 }, { endOnFailure: true });
      expect(result.failed, "no sequence came upon it").toBe(true);
    },
    240_000,
  );
});
