import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { CognitoError, exceptions } from "../../errors.ts";
import { type ApiOptions, call } from "./call.ts";
import { encode } from "./encode.ts";

const contentType = "application/x-amz-json-1.1";
const longestBody = 4 * 1024 * 1024;
const longestLogged = 500;

/** What a page on another origin may read of an answer, beside its body. */
const exposed = ["x-amzn-RequestId", "x-amzn-ErrorType", "x-amzn-ErrorMessage", "Date"];

/** AWS JSON 1.1: `POST /`, the operation in X-Amz-Target, for SDKs on servers and in pages of any origin. */
export function awsJsonApi(options: ApiOptions): Hono {
  const { services } = options;
  const { log, random } = services;
  const tooLarge = new CognitoError("SerializationException", `The request body exceeds ${longestBody} bytes.`);

  return new Hono()
    .use("/", cors({ origin: "*", allowMethods: ["POST"], exposeHeaders: exposed, maxAge: 86_400 }))
    .use("/", bodyLimit({ maxSize: longestBody, onError: () => refusal(tooLarge, random.uuid()) }))
    .post("/", async (c) => {
      const requestId = random.uuid();
      const target = c.req.header("x-amz-target") ?? "";
      const operation = target.slice(target.indexOf(".") + 1, 100);
      try {
        const body = new Uint8Array(await c.req.arrayBuffer());
        const answer = await call(options, { target, url: c.req.url, headers: c.req.raw.headers, body });
        return new Response(answer === undefined ? null : encode(answer), {
          headers: {
            "content-type": contentType,
            "x-amzn-requestid": requestId,
            ...(answer === undefined && { "content-length": "0" }),
          },
        });
      } catch (error) {
        if (error instanceof CognitoError) {
          const { name: exception, reason = error.message } = error;
          log.info({ requestId, operation, exception, reason: reason.slice(0, longestLogged) }, "refused");
          return refusal(error, requestId);
        }
        log.error({ requestId, operation, error: error instanceof Error ? error.stack : String(error) }, "failed");
        return refusal(new CognitoError("InternalErrorException"), requestId);
      }
    });
}

/** An exception as it crosses the wire. Clients read its name from the body or from the header. */
function refusal({ name, message }: CognitoError, requestId: string): Response {
  return new Response(JSON.stringify({ __type: name, message }), {
    status: exceptions[name][0],
    headers: {
      "content-type": contentType,
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": `${name}:`,
      "x-amzn-errormessage": inHeader(message),
    },
  });
}

/** Headers take no line breaks, and no characters beyond Latin-1. */
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e]+/g, " ").slice(0, longestLogged);
