import { Hono, type HonoRequest } from "hono";
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
  const { database, log, random } = services;
  /** One line for each refusal, with the true reason behind a masked one. */
  function refused(error: CognitoError, operation: string, requestId: string): Response {
    const { name: exception, reason = error.message } = error;
    log.info({ requestId, operation, exception, reason: reason.slice(0, longestLogged) }, "refused");
    return refusal(error, requestId);
  }
  const tooLarge = new CognitoError("SerializationException", `The request body exceeds ${longestBody} bytes.`);

  /** What goes wrong before the handler is bodyLimit's reading of a body in chunks. */
  const brokenOffInChunks = (error: Error) => refused(brokenOff(error), "", random.uuid());

  return new Hono()
    .use("/", cors({ origin: "*", allowMethods: ["POST"], exposeHeaders: exposed, maxAge: 86_400 }))
    .use("/", bodyLimit({ maxSize: longestBody, onError: () => refused(tooLarge, "", random.uuid()) }))
    .post("/", async (c) => {
      const requestId = random.uuid();
      const target = c.req.header("x-amz-target") ?? "";
      const operation = target.slice(target.indexOf(".") + 1, 100).replaceAll(/\W/g, "");
      try {
        const body = await read(c.req);
        // Not before the body is there: a slow client must not be answered by what held when it began.
        await database.state.refresh();
        const answer = await call(options, { target, url: c.req.url, headers: c.req.raw.headers, body });
        return new Response(answer === undefined ? null : encode(answer), {
          headers: {
            "content-type": contentType,
            "x-amzn-requestid": requestId,
            ...(answer === undefined && { "content-length": "0" }),
          },
        });
      } catch (error) {
        if (error instanceof CognitoError) return refused(error, operation, requestId);
        log.error({ requestId, operation, error: error instanceof Error ? error.stack : String(error) }, "failed");
        return refusal(new CognitoError("InternalErrorException"), requestId);
      }
    })
    .onError(brokenOffInChunks);
}

async function read(request: HonoRequest): Promise<Uint8Array> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw brokenOff(error as Error);
  }
}

/** A client that goes away is no failure of the service. */
const brokenOff = ({ message }: Error) =>
  new CognitoError("SerializationException", undefined, `the body broke off: ${message}`);

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

/** Headers take no line breaks, and not every client reads more than ASCII in them. */
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e]+/g, " ").slice(0, longestLogged);
