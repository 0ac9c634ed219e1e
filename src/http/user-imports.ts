import type { IncomingMessage } from "node:http";
import { type Context, Hono } from "hono";
import { storeUpload } from "../domain/import-job/upload.ts";
import { type UploadQuery, uploadPath, uploadRefusal } from "../domain/import-job/upload-url.ts";
import { inTimeOf } from "../domain/pool/pool-time.ts";
import type { Services } from "../domain/services.ts";

type Uploading = Pick<Services, "database" | "clock" | "random" | "sealer" | "log">;

/**
 * Where CreateUserImportJob's pre-signed URL leads: `PUT` takes the CSV file, with S3's header
 * `x-amz-server-side-encryption` or without. Refusals are S3's, in XML.
 */
export function userImports(services: Uploading): Hono {
  const routes = new Hono();
  routes.put(`${uploadPath}/:poolId/:jobId`, async (c) => {
    const job = { poolId: c.req.param("poolId"), id: c.req.param("jobId") };
    const pool = await services.database.pools.get(job.poolId);
    const inTime = pool ? inTimeOf(pool, services) : services;
    const refusal = uploadRefusal(inTime, job, c.req.query() as Partial<UploadQuery>);
    if (refusal === "unsigned")
      return refuse(c, 403, "SignatureDoesNotMatch", "The URL is not one that was signed here.");
    if (refusal === "expired") return refuse(c, 403, "AccessDenied", "Request has expired");
    try {
      const outcome = await storeUpload(inTime, job, bodyOf(c));
      if (outcome === "stored") return c.body(null, 200);
      if (outcome === "not now") return refuse(c, 403, "AccessDenied", "The import job does not wait for a file.");
      return refuse(c, 400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
    } catch (error) {
      if (!brokenOff(c)) throw error;
      services.log.info({ jobId: job.id }, "an upload broke off");
      return refuse(c, 400, "IncompleteBody", "The request body terminated unexpectedly");
    }
  });
  return routes;
}

interface Bindings {
  readonly incoming?: IncomingMessage;
}

/** As it comes in, and no faster than it is stored. */
function bodyOf(c: Context): AsyncIterable<Uint8Array> {
  const { incoming } = (c.env ?? {}) as Bindings;
  return incoming ?? (c.req.raw.body as AsyncIterable<Uint8Array> | null) ?? nothing();
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const brokenOff = (c: Context): boolean => (c.env as Bindings | undefined)?.incoming?.complete === false;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refuse(c: Context, status: 400 | 403, code: string, message: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return c.body(body, status, { "Content-Type": "application/xml" });
}
