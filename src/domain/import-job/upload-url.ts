import { createHmac } from "node:crypto";
import { sameText } from "../../crypto/constant-time.ts";
import type { Services } from "../services.ts";
import type { ImportJob } from "./import-job.ts";

/** How long a file can be uploaded (AWS: "Creating and running the user pool import job"). */
const goodForSeconds = 15 * 60;

/** What is in the query of a signed URL, under S3's names. */
export interface UploadQuery {
  readonly "X-Amz-Date": string;
  readonly "X-Amz-Expires": string;
  readonly "X-Amz-Signature": string;
}

/** Under which path of the service files are uploaded: `<path>/<pool>/<job>`. */
export const uploadPath = "/user-imports";

/** `20301231T235959Z`, as signatures of AWS write a moment. */
const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, "");

const momentOf = (text: string): Date =>
  new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

const signatureOf = (
  { sealer }: Pick<Services, "sealer">,
  { poolId, id }: Pick<ImportJob, "poolId" | "id">,
  date: string,
  expires: string,
): string =>
  createHmac("sha256", sealer.derive("user imports"))
    .update(JSON.stringify([poolId, id, date, expires]))
    .digest("hex");

/** The URL to which the job's file is PUT, with nothing else to prove, for 15 minutes after the job was made. */
export function uploadUrl(services: Pick<Services, "sealer" | "publicUrl">, job: ImportJob): string {
  const [date, expires] = [stamp(job.createdAt), String(goodForSeconds)];
  const query = new URLSearchParams({
    "X-Amz-Date": date,
    "X-Amz-Expires": expires,
    "X-Amz-SignedHeaders": "host;x-amz-server-side-encryption",
    "X-Amz-Signature": signatureOf(services, job, date, expires),
  });
  return `${services.publicUrl()}${uploadPath}/${job.poolId}/${job.id}?${query}`;
}

/** Why a URL does not let anybody upload. Undefined when it does. */
export function uploadRefusal(
  services: Pick<Services, "sealer" | "clock">,
  job: Pick<ImportJob, "poolId" | "id">,
  { "X-Amz-Date": date, "X-Amz-Expires": expires, "X-Amz-Signature": signature }: Partial<UploadQuery>,
): "unsigned" | "expired" | undefined {
  if (!date || !expires || !signature || !sameText(signature, signatureOf(services, job, date, expires)))
    return "unsigned";
  return services.clock.now().getTime() >= momentOf(date).getTime() + Number(expires) * 1000 ? "expired" : undefined;
}
