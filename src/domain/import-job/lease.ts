import type { Services } from "../services.ts";
import { activeKeys, changed, type ImportJob, isUnderWay, type Lease } from "./import-job.ts";

/** Whoever has not said within this time that it is still at a job is taken for gone. */
const leaseMs = 5000;

export const newLease = ({ clock }: Pick<Services, "clock">, runner: string): Lease => ({
  runner,
  until: clock.machineNow().getTime() + leaseMs,
});

/** Another instance has taken the job over, or it is gone: whoever was at it leaves all as it is. */
export class LeaseLost extends Error {}

/** Throws LeaseLost for a job that is not this runner's any more. */
export function checkLease({ content }: ImportJob, { runner }: Lease): void {
  if (content.lease?.runner !== runner) throw new LeaseLost();
}

/** Takes a job that is under way and that nobody is at. Undefined when somebody is, or was faster. */
export async function claim(
  services: Pick<Services, "database" | "clock">,
  job: ImportJob,
  runner: string,
): Promise<ImportJob | undefined> {
  const lease = newLease(services, runner);
  const now = services.clock.machineNow().getTime();
  const isFree = (present: ImportJob) => isUnderWay(present) && (present.content.lease?.until ?? 0) <= now;
  if (!isFree(job)) return undefined;
  const claimed = await services.database.importJobs.update(job.poolId, job.id, (present) =>
    isFree(present) ? changed(present, services.clock.now(), { lease }) : present,
  );
  const { runner: holder, until } = claimed?.content.lease ?? {};
  return holder === runner && until === lease.until ? claimed : undefined;
}

/** Jobs that are under way, in every pool. */
export const jobsUnderWay = ({ database }: Pick<Services, "database">): Promise<ImportJob[]> =>
  database.importJobs.listByUniqueKey(activeKeys, { limit: 100 });
