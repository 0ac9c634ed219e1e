import { once } from "node:events";
import { request } from "node:http";
import { json } from "node:stream/consumers";

/** Begins a call of the API, of which the service has all but the body. What it gives sends that and awaits the answer. */
export async function beginCall(
  url: string,
  operation: string,
  input: object,
): Promise<() => Promise<{ readonly status?: number; readonly body: unknown }>> {
  const body = JSON.stringify(input);
  const call = request(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "content-length": Buffer.byteLength(body),
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      // The service says so when it has begun to read.
      expect: "100-continue",
    },
  });
  call.flushHeaders();
  await once(call, "continue");
  return async () => {
    const answered = once(call, "response");
    call.end(body);
    const [answer] = await answered;
    return { status: answer.statusCode, body: await json(answer) };
  };
}
