/**
 * Runs a function that is elsewhere, behind an endpoint that speaks the Lambda Invoke API: SAM, LocalStack, the Runtime
 * Interface Emulator, or AWS itself. Called by ../functions.ts.
 */
import { AwsClient } from "aws4fetch";
import type { Answered } from "../../domain/trigger/functions.ts";
import { systemReason } from "../../system-error.ts";
import type { Invocation, LocalFunction, Runner } from "../function.ts";
import { answered, failed, longestAnswer, reported, tooLong } from "../payload.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function invokeRunner({ name, region, settings, caller }: LocalFunction): Runner {
  const { invoke = "", functionName = name } = settings;
  const url = `${invoke.replace(/\/+$/, "")}/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const client = new AwsClient({ ...caller, service: "lambda", region, retries: 0 });
  return {
    async run(invocation) {
      try {
        return await invokeOnce(client, url, invocation);
      } catch (error) {
        if (invocation.signal.aborted) return { kind: "no-answer" };
        return { kind: "not-run", code: "ServiceException", reason: `${url}: ${reasonOf(error)}` };
      }
    },
    close: async () => undefined,
  };
}

async function invokeOnce(client: AwsClient, url: string, { payload, signal, log }: Invocation): Promise<Answered> {
  const answer = await client.fetch(url, {
    method: "POST",
    body: payload,
    headers: {
      "content-type": "application/json",
      "x-amz-invocation-type": "RequestResponse",
      "x-amz-log-type": "Tail",
    },
    redirect: "manual",
    signal,
  });
  const body = await readUpTo(longestAnswer, answer);
  const written = answer.headers.get("x-amz-log-result");
  if (written) log(Buffer.from(written, "base64").toString().trimEnd());
  if (!answer.ok) return refused(url, answer, body);
  if (body === undefined) return failed(tooLong);
  const result = answered(body);
  if (answer.headers.has("x-amz-function-error")) return reported(result.kind === "answer" ? result.answer : undefined);
  // The Runtime Interface Emulator says it in the body alone.
  return result.kind === "answer" && isError(result.answer) ? reported(result.answer) : result;
}

function isError(answer: unknown): boolean {
  const { errorType, errorMessage } = (answer ?? {}) as Record<string, unknown>;
  return typeof errorType === "string" && typeof errorMessage === "string";
}

/** By the error that the endpoint names, as AWS does in a header and others in the body; or else by its status. */
function refused(url: string, { status, headers }: Response, body = ""): Answered {
  const { __type, Type, code, message, Message } = membersOf(body);
  const named = [headers.get("x-amzn-errortype"), __type, code, Type].find((name) => /Exception\b/.test(String(name)));
  const byStatus = codes[status] ?? "ServiceException";
  const [, exception = byStatus] = /(\w+Exception)\b/.exec(String(named ?? "")) ?? [];
  const said = [message, Message].find((text) => typeof text === "string") ?? "";
  return { kind: "not-run", code: exception, reason: `${url}: ${status} ${exception} ${said}`.trim() };
}

const codes: Readonly<Record<number, string>> = {
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  409: "ResourceConflictException",
  429: "TooManyRequestsException",
};

function membersOf(body: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(body) };
  } catch {
    return {};
  }
}

/** Undefined where it is longer. */
async function readUpTo(limit: number, { body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** What is behind fetch's "fetch failed". */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  return cause?.code ? systemReason(cause.code) : String(cause?.message ?? (error as Error).message);
}
