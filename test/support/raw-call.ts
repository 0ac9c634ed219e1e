/** An answer as it crossed the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; undefined when there is none. */
  readonly json: Record<string, unknown> | undefined;
}

/** One call of the API by hand: with the headers that the SDKs send, but for those of `headers`, and without a signature. */
export async function rawCall(
  url: string,
  operation: string,
  body: object | string = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text ? JSON.parse(text) : undefined };
}

/** An Authorization header that names a region, and whose signature is worth nothing. */
export const authorization = (region = "us-east-1"): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260131/${region}/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
});
