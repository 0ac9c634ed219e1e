import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { forgetExpired } from "../../src/domain/forget-expired.ts";
import { fakeDatabase } from "./fake-database.ts";

const now = new Date("2026-05-06T12:00:00Z");
const day = 86_400_000;

/** The service's, where the machine's shows `now`. */
function clockAt(at: Date): Clock {
  const clock: Clock = { now: () => at, machineNow: () => now, of: () => clock };
  return clock;
}

describe("Forgetting what has expired", () => {
  it("keeps a grant for 30 days, in which its last access token and its refresh token are still judged", async () => {
    const { database, swept } = fakeDatabase();
    await forgetExpired({ database, clock: clockAt(now) });
    const grants = new Date(now.getTime() - 30 * day);
    const onTheirTime = { codes: now, spent: now, failedPasswords: now, authorizationCodes: now };
    const ofPages = { browserSessions: now, federationAttempts: now, federationLogouts: now };
    expect(swept).toEqual({ ...onTheirTime, ...ofPages, grants });
  });

  it("goes by the machine's clock while a test has moved the service's ahead", async () => {
    const { database, swept } = fakeDatabase();
    const ahead = new Date(now.getTime() + 40 * day);
    await forgetExpired({ database, clock: clockAt(ahead) });
    expect(swept.codes).toEqual(now);
  });

  it("goes by a pool's clock while a test has moved that one back", async () => {
    const { database, swept } = fakeDatabase({ clockOffsets: [day, -2 * day] });
    await forgetExpired({ database, clock: clockAt(now) });
    expect(swept.codes).toEqual(new Date(now.getTime() - 2 * day));
  });
});
