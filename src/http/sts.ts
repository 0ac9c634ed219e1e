import { type Context, Hono } from "hono";
import type { Services } from "../domain/services.ts";
import { CognitoError } from "../errors.ts";
import { identifyDeveloper } from "./aws-json/caller.ts";
import { readBody } from "./read-body.ts";

interface StsOptions {
  readonly services: Pick<Services, "accountId" | "clock" | "publicUrl" | "random">;
  /** Secrets by access key id; where there is none, signatures are not verified. */
  readonly accessKeys: ReadonlyMap<string, string>;
}

const longestBody = 64 * 1024;
const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

/**
 * The one call of AWS's Security Token Service that infrastructure tools make before any other: GetCallerIdentity, by
 * AWS's Query protocol, a form in and XML out. Whoever can sign a call is the account itself here.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function sts({ services, accessKeys }: StsOptions): Hono {
  const { accountId, random } = services;
  const routes = new Hono();
  routes.post("/", async (c) => {
    const requestId = random.uuid();
    try {
      const body = await readBody(c, longestBody);
      const action = new URLSearchParams(Buffer.from(body).toString()).get("Action") ?? "";
      if (action !== "GetCallerIdentity") {
        return refused(c, 400, { code: "InvalidAction", message: "Could not find operation.", requestId });
      }
      const call = { url: c.req.url, headers: c.req.raw.headers, body, service: "sts" };
      identifyDeveloper(services, accessKeys, call);
      return answered(c, accountId, requestId);
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      return refused(c, 403, { code: error.name, message: error.message, requestId });
    }
  });
  return routes;
}

const answered = (c: Context, accountId: string, requestId: string) =>
  xml(
    c,
    200,
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:root</Arn>` +
      `<UserId>${accountId}</UserId><Account>${accountId}</Account></GetCallerIdentityResult>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}

const refused = (c: Context, status: 400 | 403, { code, message, requestId }: Refusal) =>
  xml(
    c,
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${escapeText(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );

const xml = (c: Context, status: 200 | 400 | 403, body: string) => c.body(body, status, { "content-type": "text/xml" });

const escapeText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
