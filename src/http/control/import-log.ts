import { Readable } from "node:stream";
import type { Context } from "hono";
import { findJob } from "../../domain/import-job/jobs.ts";
import { readLog } from "../../domain/import-job/log.ts";
import { inTimeOf } from "../../domain/pool/pool-time.ts";
import type { Services } from "../../domain/services.ts";
import { poolOf } from "./pool.ts";
import type { Resource } from "./resource.ts";

/** What became of each line of an import job's file, as text: on AWS these lines are in CloudWatch Logs. */
export function importLog(services: Pick<Services, "database" | "clock">): Resource {
  return {
    GET: async (c: Context) => {
      const { userPoolId = "", jobId = "" } = c.req.param() as Record<string, string>;
      const pool = await poolOf(services.database, userPoolId);
      const job = await findJob(inTimeOf(pool, services), pool, jobId);
      const lines = Readable.toWeb(Readable.from(readLog(services, job))) as ReadableStream;
      return c.body(lines, 200, { "Content-Type": "text/plain; charset=utf-8" });
    },
  };
}
