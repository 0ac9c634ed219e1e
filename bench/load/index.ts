/**
 * The load process: does the jobs that its parent sends, one at a time. Apart from the parent so that nothing else runs
 * in it, and apart from the service as a client is.
 */
import type { Answer, Job } from "../job.ts";
import { HttpConnection } from "./http-connection.ts";
import type { Measured } from "./measure.ts";
import { measure } from "./measure.ts";
import { scenarios } from "./scenarios/index.ts";

async function work({ scenario, target, lanes, seconds, warmUp }: Job): Promise<Measured> {
  const { url } = target;
  const connections = url ? await Promise.all(Array.from({ length: lanes }, () => HttpConnection.open(url))) : [];
  try {
    const step = await scenarios[scenario]({ connections, target });
    if (warmUp > 0) await measure(step, { lanes, seconds: warmUp });
    return await measure(step, { lanes, seconds });
  } finally {
    for (const connection of connections) connection.close();
  }
}

process.on("message", async (job: Job) => {
  const answer = await work(job).then(
    (measured): Answer => ({ measured }),
    (error: unknown): Answer => ({ error: `${job.scenario}: ${error instanceof Error ? error.message : error}` }),
  );
  process.send?.(answer);
});
