import { fail } from "../../errors.ts";
import { type Random, randomString } from "../../random.ts";
import { AlreadyThere } from "../already-there.ts";
import { checkRoleAccount } from "../arn.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { activeKeys, changed, ended, type ImportJob, isUnderWay, noProgress } from "./import-job.ts";

type JobServices = Pick<Services, "database" | "clock">;

const mostJobs = 1000;
const alphanumerics = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A job that is not started within a day is not started any more (AWS: UserImportJobType, Expired). */
const waitsMs = 24 * 3_600_000;

const newJobId = (random: Random): string => `import-${randomString(random, 10, alphanumerics)}`;

/** Makes a job, which waits for its file. Throws InvalidParameterException, LimitExceededException. */
export async function createJob(
  { database, clock, random, accountId }: JobServices & Pick<Services, "random" | "accountId">,
  pool: Pool,
  wanted: Pick<ImportJob["content"], "name" | "roleArn" | "passwordHashing">,
): Promise<ImportJob> {
  checkRoleAccount(wanted.roleArn, accountId);
  if ((await database.importJobs.count(pool.id)) >= mostJobs) {
    fail("LimitExceededException", `A user pool can have ${mostJobs} import jobs at most.`);
  }
  const now = clock.now();
  const bare = { poolId: pool.id, id: newJobId(random), createdAt: now, modifiedAt: now };
  const job = changed({ ...bare, content: { ...wanted, status: "Created", progress: noProgress } }, now, {});
  await database.importJobs.insert(job);
  return job;
}

/** Throws ResourceNotFoundException. */
export async function findJob(
  { database, clock }: JobServices,
  pool: Pick<Pool, "id">,
  id: string,
): Promise<ImportJob> {
  const job = await database.importJobs.get(pool.id, id);
  if (!job) fail("ResourceNotFoundException", `User import job ${id} does not exist.`);
  return isTooOld(job, clock.now()) ? ended(job, expiryOf(job), "Expired") : job;
}

const expiryOf = ({ createdAt }: ImportJob): Date => new Date(createdAt.getTime() + waitsMs);

export const isTooOld = (job: ImportJob, now: Date): boolean =>
  job.content.status === "Created" && expiryOf(job) <= now;

/**
 * Starts a job whose file is there. Throws PreconditionNotMetException, also for the second of two that are started at
 * once, and ResourceNotFoundException.
 */
export async function startJob(services: JobServices, pool: Pool, id: string): Promise<ImportJob> {
  const { content } = await findJob(services, pool, id);
  const now = services.clock.now();
  if (!content.passwordHashing && !pool.settings.AutoVerifiedAttributes?.length) {
    fail(
      "PreconditionNotMetException",
      "The user pool must have at least one auto verified attribute to import users.",
    );
  }
  try {
    const started = await services.database.importJobs.update(pool.id, id, (job) => {
      if (job.content.status !== "Created" || isTooOld(job, now)) {
        fail("PreconditionNotMetException", `${id} cannot be started. Current status is ${describedStatus(job, now)}`);
      }
      if (!job.content.upload) fail("PreconditionNotMetException", `No csv file was uploaded for ${id}`);
      return changed(job, now, { status: "Pending", startedAt: now.toISOString() });
    });
    return started ?? fail("ResourceNotFoundException", `User import job ${id} does not exist.`);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return fail("PreconditionNotMetException", "Another import job of the user pool is in progress.");
  }
}

const describedStatus = (job: ImportJob, now: Date) => (isTooOld(job, now) ? "Expired" : job.content.status);

/** Asks a job that is under way to stop; it does so after the users that it is at. Throws as `startJob` does. */
export async function stopJob(services: JobServices, pool: Pool, id: string): Promise<ImportJob> {
  await findJob(services, pool, id);
  const now = services.clock.now();
  const stopping = await services.database.importJobs.update(pool.id, id, (job) => {
    if (!isUnderWay(job)) {
      fail("PreconditionNotMetException", `${id} cannot be stopped. Current status is ${describedStatus(job, now)}`);
    }
    return changed(job, now, { status: "Stopping" });
  });
  return stopping ?? fail("ResourceNotFoundException", `User import job ${id} does not exist.`);
}

/** Throws UserImportInProgressException while users are imported into the pool: it must stay as it is. */
export async function checkNoImport({ database }: Pick<Services, "database">, pool: Pick<Pool, "id">): Promise<void> {
  if (await database.importJobs.byUniqueKey(`${activeKeys}${pool.id}`)) fail("UserImportInProgressException");
}
