import { expireJobs } from "./import-job/runner.ts";
import type { Services } from "./services.ts";

/** Access tokens may outlive their refresh token, and for a while an old refresh token is told that it has expired. */
const expiredGrantsStay = 30 * 86_400_000;

/**
 * Forgets codes, used sessions, failed passwords, sessions of the pages, attempts at providers, grants and the files of
 * import jobs that have expired; by the earliest of the clocks, because a test that moved the service's ahead will put it
 * back, and may have moved a pool's back.
 */
export async function forgetExpired({ database, clock }: Pick<Services, "database" | "clock">): Promise<void> {
  const machineNow = clock.machineNow().getTime();
  const pools = (await database.pools.clockOffsets()).map((offset) => machineNow + offset);
  const now = new Date(Math.min(clock.now().getTime(), machineNow, ...pools));
  await database.codes.sweep(now);
  await database.spent.sweep(now);
  await database.failedPasswords.sweep(now);
  await database.authorizationCodes.sweep(now);
  await database.browserSessions.sweep(now);
  await database.federationAttempts.sweep(now);
  await database.federationLogouts.sweep(now);
  await expireJobs({ database }, now);
  await database.grants.sweep(new Date(now.getTime() - expiredGrantsStay));
}
