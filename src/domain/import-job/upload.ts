import type { Services } from "../services.ts";
import { forgetParts, partId, partSize } from "./file.ts";
import { changed, type ImportJob } from "./import-job.ts";
import { isTooOld } from "./jobs.ts";

/** In bytes (AWS: quotas of user pools). */
export const longestFile = 100 * 1024 * 1024;

type Storing = Pick<Services, "database" | "clock" | "random">;

/**
 * Keeps a job's file, in the place of one that was uploaded before; of what comes in, no more than a part is held at a
 * time. What came before a failure of `bytes` is forgotten, and the failure thrown. Says what became of it.
 */
export async function storeUpload(
  services: Storing,
  job: Pick<ImportJob, "poolId" | "id">,
  bytes: AsyncIterable<Uint8Array>,
): Promise<"stored" | "too long" | "not now"> {
  const { database, clock, random } = services;
  const upload = random.uuid();
  const file = `${job.id}/${upload}`;
  const forget = () => forgetParts(database.importFiles, job.poolId, file);
  try {
    const size = await storeParts(services, job, file, bytes);
    if (size === undefined) {
      await forget();
      return "too long";
    }
    const now = clock.now();
    let before: string | undefined;
    const kept = await database.importJobs.update(job.poolId, job.id, (present) => {
      if (present.content.status !== "Created" || isTooOld(present, now)) return present;
      before = present.content.upload?.id;
      return changed(present, now, { upload: { id: upload, size } });
    });
    if (kept?.content.upload?.id !== upload) {
      await forget();
      return "not now";
    }
    if (before) await forgetParts(database.importFiles, job.poolId, `${job.id}/${before}`);
    return "stored";
  } catch (error) {
    await forget();
    throw error;
  }
}

/** Gives the size; undefined when there is too much. */
async function storeParts(
  { database, clock }: Storing,
  { poolId }: Pick<ImportJob, "poolId">,
  file: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number | undefined> {
  const times = { createdAt: clock.now(), modifiedAt: clock.now() };
  let held: Uint8Array[] = [];
  let size = 0;
  let number = 0;
  const keep = (part: Buffer) =>
    database.importFiles.insert({
      ...{ poolId, id: partId(file, number++), ...times },
      content: { base64: part.toString("base64") },
    });
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > longestFile) {
      // Read on and forget it, for a while, so that its sender hears why.
      if (size > 2 * longestFile) return undefined;
      continue;
    }
    held.push(chunk);
    if (size < (number + 1) * partSize) continue;
    let rest = Buffer.concat(held);
    for (; rest.length >= partSize; rest = rest.subarray(partSize)) await keep(rest.subarray(0, partSize));
    held = [rest];
  }
  if (size > longestFile) return undefined;
  const last = Buffer.concat(held);
  if (last.length > 0) await keep(last);
  return size;
}
