import { Hono } from "hono";
import { cors } from "hono/cors";
import { CognitoError, exceptions } from "../../errors.ts";
import { addressOf } from "../origin.ts";
import { readBody } from "../read-body.ts";
import { type ApiOptions, call } from "./call.ts";
import type { JsonObject } from "./decode.ts";
import { encode } from "./encode.ts";

const longestBody = 4 * 1024 * 1024;
const longestLogged = 500;

/** What a page on another origin may read of an answer, beside its body. */
const exposed = ["x-amzn-RequestId", "x-amzn-ErrorType", "x-amzn-ErrorMessage", "Date"];

/** On every answer; as a middleware they would cost a second Response for each. */
const everyAnswer = {
  "content-type": "application/x-amz-json-1.1",
  "access-control-allow-origin": "*",
  "access-control-expose-headers": exposed.join(","),
};

/** AWS JSON 1.1: `POST /`, the operation in X-Amz-Target, for SDKs on servers and in pages of any origin. */
export function awsJsonApi(options: ApiOptions): Hono {
  const { clock, database, log, random } = options.services;
  const api = new Hono();
  api.options("/", cors({ origin: "*", allowMethods: ["POST"], exposeHeaders: exposed, maxAge: 86_400 }));
  api.post("/", async (c, next) => {
    const target = c.req.header("x-amz-target") ?? "";
    // AWS's Query protocol, which another service speaks at the same path.
    if (target === "" && c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded")) return next();
    if (target.startsWith("TrentService.")) return next(); // AWS's name for its Key Management Service
    const requestId = random.uuid();
    const operation = target.slice(target.indexOf(".") + 1, 100).replaceAll(/\W/g, "");
    const began = clock.machineNow().getTime();
    let about: Subject = {};
    try {
      const body = await readBody(c, longestBody);
      // Not before the body is there: a slow client must not be answered by what held when it began.
      await database.state.refresh();
      const answer = await call(options, {
        ...{ target, url: c.req.url, headers: c.req.raw.headers, body },
        address: addressOf(c),
        onRead: (input) => {
          about = subjectOf(input);
        },
      });
      const ms = clock.machineNow().getTime() - began;
      log.debug({ operation, status: 200, ms, ...about, requestId }, "answered");
      return answered(answer, requestId);
    } catch (error) {
      if (error instanceof CognitoError) {
        // One line for each refusal, with the true reason behind a masked one.
        const { name: exception, reason = error.message } = error;
        log.info({ operation, reason: reason.slice(0, longestLogged), exception, ...about, requestId }, "refused");
        return refused(error, requestId);
      }
      const facts = { ...about, requestId, error: error instanceof Error ? error.stack : String(error) };
      log.error({ operation, ...facts }, "failed");
      return refused(new CognitoError("InternalErrorException"), requestId);
    }
  });
  return api;
}

/** The client or pool that a call names. */
interface Subject {
  readonly clientId?: string;
  readonly userPoolId?: string;
}

/** Of an input that nothing has looked at yet: what has not the form of an id, and may be anything, is left out. */
function subjectOf({ ClientId, UserPoolId }: JsonObject): Subject {
  return { ...(isId(ClientId) && { clientId: ClientId }), ...(isId(UserPoolId) && { userPoolId: UserPoolId }) };
}

const isId = (value: unknown): value is string => typeof value === "string" && /^[\w+-]{1,128}$/.test(value);

function answered(answer: object | undefined, requestId: string): Response {
  const headers = { ...everyAnswer, "x-amzn-requestid": requestId };
  if (answer === undefined) return new Response(null, { headers: { ...headers, "content-length": "0" } });
  return new Response(encode(answer), { headers });
}

/** An exception as it crosses the wire. Clients read its name from the body or from the header. */
function refused({ name, message }: CognitoError, requestId: string): Response {
  return new Response(JSON.stringify({ __type: name, message }), {
    status: exceptions[name][0],
    headers: {
      ...everyAnswer,
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": `${name}:`,
      "x-amzn-errormessage": inHeader(message),
    },
  });
}

/** Headers take no line breaks, and not every client reads more than ASCII in them. */
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e]+/g, " ").slice(0, longestLogged);
