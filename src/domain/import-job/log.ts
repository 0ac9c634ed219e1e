import type { Services } from "../services.ts";
import { readPart } from "./file.ts";
import type { ImportJob } from "./import-job.ts";

/** What AWS writes to CloudWatch Logs of a job: a line for each user, part by part as they were written. */
export async function* readLog(
  { database }: Pick<Services, "database">,
  { poolId, id, content }: ImportJob,
): AsyncGenerator<Buffer> {
  for (let number = 0; number < content.progress.logParts; number++) {
    const part = await readPart(database.importLogs, poolId, id, number);
    if (part) yield part;
  }
}
