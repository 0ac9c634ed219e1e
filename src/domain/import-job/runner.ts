import type { Services } from "../services.ts";
import { forgetParts } from "./file.ts";
import { ended, waitingKeys } from "./import-job.ts";
import { isTooOld } from "./jobs.ts";
import { claim, jobsUnderWay } from "./lease.ts";

type Running = Pick<Services, "database" | "clock" | "random" | "sealer" | "log">;

/** Runs the import jobs that nobody else is at, one after the other. */
export interface ImportRunner {
  /** Looks for such jobs and runs them to their end; while it is at some, a second call does nothing. Never rejects. */
  run(): void;
  /** Leaves the job that it is at to others, and ends. */
  stop(): Promise<void>;
}

export function importRunner(services: Running): ImportRunner {
  const name = services.random.uuid();
  const ending = new AbortController();
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    const jobs = await jobsUnderWay(services);
    if (jobs.length === 0) return;
    const { runJob } = await import("./run-job.ts"); // most services import nobody, and start sooner without it
    for (const job of jobs) {
      if (ending.signal.aborted) return;
      const claimed = await claim(services, job, name);
      if (claimed) await runJob(services, claimed, ending.signal);
    }
  }

  return {
    run() {
      if (ending.signal.aborted) return;
      running ??= runAll()
        .catch((error) => services.log.warn({ error: String(error) }, "import jobs could not be run"))
        .finally(() => {
          running = undefined;
        });
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** Ends the jobs that nobody started within a day, and forgets their files. */
export async function expireJobs({ database }: Pick<Services, "database">, now: Date): Promise<void> {
  const waiting = await database.importJobs.listByUniqueKey(waitingKeys, { limit: 1000 });
  for (const { poolId, id } of waiting.filter((job) => isTooOld(job, now))) {
    await database.importJobs.update(poolId, id, (job) => (isTooOld(job, now) ? ended(job, now, "Expired") : job));
    await forgetParts(database.importFiles, poolId, id);
  }
}
