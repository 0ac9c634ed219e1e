import { setImmediate } from "node:timers/promises";
import { AlreadyThere } from "../already-there.ts";
import type { Pool } from "../pool/pool.ts";
import { inTimeOf } from "../pool/pool-time.ts";
import type { Services } from "../services.ts";
import { matchesHeader } from "./csv-header.ts";
import { csvFields } from "./csv-row.ts";
import { forgetParts, type Line, partId, readLines } from "./file.ts";
import { changed, ended, type ImportJob, isUnderWay, type Progress } from "./import-job.ts";
import { importRows, logLine, type Numbered, type Outcome } from "./import-rows.ts";
import { importedUser } from "./imported-user.ts";
import { checkLease, LeaseLost, newLease } from "./lease.ts";

/** Rows of one transaction: on SQLite the whole database waits for it. */
const batchSize = 100;

/** Users after which the database takes stock for the first time. */
const firstStock = 500;

/** AWS: quotas of user pools. */
const mostUsers = 500_000;

const succeeded = "Import Job Completed Successfully.";
const stopped = "The Import Job was stopped by the developer.";
const tooManyFailed = "Too many users have failed or been skipped during the import.";
const wrongHeader = "The header in the CSV file does not match the expected headers for the user pool.";
const tooManyUsers = `The CSV file has more than ${mostUsers} users.`;

type Running = Pick<Services, "database" | "clock" | "random" | "sealer" | "log">;

/** Mishaps after which a job is given up. */
const mostMishaps = 5;

/**
 * Runs a job, from where it stands, to its end. Users, counts and log of a batch are stored together, so that whoever takes
 * over from an instance that was killed goes on with the next one. Ends without a word when the job is taken away, or
 * `signal` says that this instance ends; then the job is anybody's.
 */
export async function runJob(services: Running, job: ImportJob, signal: AbortSignal): Promise<void> {
  const { database, log } = services;
  try {
    const pool = await database.pools.get(job.poolId);
    if (!pool) return;
    const running = inTimeOf(pool, services);
    await end(running, job, await importAll(running, pool, job, signal));
  } catch (error) {
    if (error instanceof LeaseLost) return;
    log.error({ userPoolId: job.poolId, jobId: job.id, error: String(error) }, "an import job came to a halt");
    await release(services, job, "mishap");
  }
}

/** Leaves the job to whoever comes next, or gives it up after too many mishaps. */
async function release({ database, clock }: Running, job: ImportJob, why: "mishap" | "end of instance"): Promise<void> {
  const now = clock.now();
  await database.importJobs.update(job.poolId, job.id, (present) => {
    if (present.content.lease?.runner !== job.content.lease?.runner || !isUnderWay(present)) return present;
    const mishaps = (present.content.mishaps ?? 0) + (why === "mishap" ? 1 : 0);
    if (mishaps >= mostMishaps)
      return ended(present, now, "Failed", "The Import Job failed because of an internal error.");
    return changed(present, now, { mishaps, lease: undefined });
  });
}

interface End {
  readonly status: "Succeeded" | "Failed" | "Stopped";
  readonly message: string;
}

async function importAll(services: Running, pool: Pool, begun: ImportJob, signal: AbortSignal): Promise<End> {
  const { importFiles } = services.database;
  const file = `${begun.id}/${begun.content.upload?.id}`;
  const header = await readLines(importFiles, pool.id, file, 0).next();
  const columns = header.done || header.value.text === undefined ? [] : csvFields(header.value.text);
  const passwords = begun.content.passwordHashing ? "hashed" : "none";
  if (!matchesHeader(pool, columns, passwords)) return { status: "Failed", message: wrongHeader };

  const from = begun.content.progress.offset || (header.value as Line).end;
  let job = begun;
  let line = Math.max(begun.content.progress.line, 1);
  let offset = from;
  let rows: Numbered[] = [];
  let stockAt = line + firstStock;
  for await (const { text, end } of readLines(importFiles, pool.id, file, from)) {
    line++;
    offset = end;
    if (line - 1 > mostUsers) return { status: "Failed", message: tooManyUsers };
    if (text !== "") rows.push({ line, row: readRow(services, pool, begun, columns, text) });
    if (rows.length < batchSize) continue;
    job = await store(services, pool, job, rows, { offset, line });
    rows = [];
    if (line > stockAt) {
      await services.database.users.takeStock();
      stockAt = line * 2;
    }
    if (job.content.status === "Stopping") return { status: "Stopped", message: stopped };
    if (signal.aborted) {
      await release(services, job, "end of instance");
      throw new LeaseLost();
    }
    await setImmediate(); // whoever else waits
  }
  job = await store(services, pool, job, rows, { offset, line });
  if (job.content.status === "Stopping") return { status: "Stopped", message: stopped };
  const { imported, skipped, failed } = job.content.progress;
  if (failed + skipped > imported) return { status: "Failed", message: tooManyFailed };
  return { status: "Succeeded", message: succeeded };
}

function readRow(
  services: Running,
  pool: Pool,
  { content }: ImportJob,
  columns: readonly string[],
  text: string | undefined,
): Numbered["row"] {
  if (text === undefined) return { failure: "The row is no UTF-8, or longer than 16,000 characters." };
  return importedUser(services, pool, content.passwordHashing, columns, csvFields(text));
}

/** Stores a batch with all that shows it. Throws LeaseLost. */
async function store(
  services: Running,
  pool: Pool,
  job: ImportJob,
  rows: readonly Numbered[],
  place: Pick<Progress, "offset" | "line">,
): Promise<ImportJob> {
  try {
    return await storeAtOnce(services, pool, job, rows, place);
  } catch (error) {
    // Somebody took a name between the look and the insert: done again, the rows find them there.
    if (!(error instanceof AlreadyThere)) throw error;
    return storeAtOnce(services, pool, job, rows, place);
  }
}

async function storeAtOnce(
  services: Running,
  pool: Pool,
  job: ImportJob,
  rows: readonly Numbered[],
  place: Pick<Progress, "offset" | "line">,
): Promise<ImportJob> {
  const { database, clock } = services;
  const now = clock.now();
  const lease = job.content.lease && newLease(services, job.content.lease.runner);
  return database.transaction(async (stores) => {
    const outcomes = await importRows(stores, pool, rows);
    const { logParts } = job.content.progress;
    const base64 = Buffer.from(outcomes.map(logLine).join("")).toString("base64");
    const times = { createdAt: now, modifiedAt: now };
    await stores.importLogs.insert({ poolId: pool.id, id: partId(job.id, logParts), content: { base64 }, ...times });
    const stored = await stores.importJobs.update(pool.id, job.id, (present) => {
      if (!lease) throw new LeaseLost();
      checkLease(present, lease);
      const { progress, status } = present.content;
      return changed(present, now, {
        status: status === "Pending" ? "InProgress" : status,
        progress: { ...counted(progress, outcomes), ...place, logParts: progress.logParts + 1 },
        lease,
      });
    });
    if (!stored) throw new LeaseLost();
    return stored;
  });
}

function counted(progress: Progress, outcomes: readonly Outcome[]): Progress {
  const count = (result: Outcome["result"]) => outcomes.filter((outcome) => outcome.result === result).length;
  return {
    ...progress,
    imported: progress.imported + count("SUCCEEDED"),
    skipped: progress.skipped + count("SKIPPED"),
    failed: progress.failed + count("FAILED"),
  };
}

async function end({ database, clock }: Running, job: ImportJob, { status, message }: End): Promise<void> {
  const now = clock.now();
  const { lease } = job.content;
  await database.importJobs.update(job.poolId, job.id, (present) => {
    if (!lease) throw new LeaseLost();
    checkLease(present, lease);
    return ended(present, now, status, message);
  });
  await forgetParts(database.importFiles, job.poolId, job.id);
}
