import type { HttpConnection } from "./http-connection.ts";

// In local mode any access key is accepted and the signature is not looked at, so the load process need not sign.
const authorization = [
  "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/cognito-idp/aws4_request",
  "SignedHeaders=host;x-amz-target",
  `Signature=${"0".repeat(64)}`,
].join(", ");

/** Calls an operation and gives the answer's JSON as it came. Rejects with the service's exception. */
export async function call(connection: HttpConnection, operation: string, input: object): Promise<Buffer> {
  const headers = [
    "content-type: application/x-amz-json-1.1",
    `x-amz-target: AWSCognitoIdentityProviderService.${operation}`,
    `authorization: ${authorization}`,
    "",
  ].join("\r\n");
  const { status, body } = await connection.request("POST", "/", headers, JSON.stringify(input));
  if (status !== 200) throw new Error(`${operation} was answered ${status} ${body}`);
  return body;
}

/** The same, with the answer read. */
export async function ask<Output>(connection: HttpConnection, operation: string, input: object): Promise<Output> {
  return JSON.parse((await call(connection, operation, input)).toString()) as Output;
}

/** Rejects an answer that holds no tokens: a challenge would be answered faster. */
export function expectTokens(body: Buffer): void {
  if (!body.includes('"AccessToken"')) throw new Error(`Tokens were expected, but the answer is ${body}`);
}
