import type { PasswordHashingAlgorithmType, UserImportJobStatusType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/** How far a job has come; all of it moves with the users of a batch, in one transaction. */
export interface Progress {
  /** Bytes of the file that are done with, to the end of a line. */
  readonly offset: number;
  /** Lines that are done with. The header is line 1. */
  readonly line: number;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  /** Parts of the log that are written. */
  readonly logParts: number;
}

/** Which instance runs a job, and until when (milliseconds since 1970, by the machines' clocks) nobody else may. */
export interface Lease {
  readonly runner: string;
  readonly until: number;
}

/** One import of users from a CSV file (UserImportJobType). While it is under way it is the only one of its pool. */
export type ImportJob = Document<{
  readonly name: string;
  readonly roleArn: string;
  readonly passwordHashing?: PasswordHashingAlgorithmType;
  readonly status: UserImportJobStatusType;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly message?: string;
  /** The file that was uploaded last. */
  readonly upload?: { readonly id: string; readonly size: number };
  readonly progress: Progress;
  readonly lease?: Lease;
  /** How often what was not the file's fault ended an attempt to run it. */
  readonly mishaps?: number;
}>;

/** A piece of an uploaded file, or of a log. */
export type FilePart = Document<{ readonly base64: string }>;

export const noProgress: Progress = { offset: 0, line: 0, imported: 0, skipped: 0, failed: 0, logParts: 0 };

const underWay: readonly UserImportJobStatusType[] = ["Pending", "InProgress", "Stopping"];

export const isUnderWay = ({ content }: ImportJob): boolean => underWay.includes(content.status);

/** By these keys jobs are found in every pool: those that wait to be started, and the one of a pool that is under way. */
export const waitingKeys = "waiting/";
export const activeKeys = "active/";

const keyOf = ({ poolId, id }: ImportJob, status: UserImportJobStatusType): string | undefined => {
  if (status === "Created") return `${waitingKeys}${poolId}/${id}`;
  return underWay.includes(status) ? `${activeKeys}${poolId}` : undefined;
};

/** The job with these members changed, under the key that its status has. */
export function changed(job: ImportJob, at: Date, change: Partial<ImportJob["content"]>): ImportJob {
  const content = { ...job.content, ...change };
  return { ...job, content, uniqueKey: keyOf(job, content.status), modifiedAt: at };
}

/** The job as it is when it has come to an end. */
export const ended = (
  job: ImportJob,
  at: Date,
  status: "Succeeded" | "Failed" | "Stopped" | "Expired",
  message?: string,
): ImportJob =>
  changed(job, at, { status, message, completedAt: at.toISOString(), lease: undefined, upload: undefined });
