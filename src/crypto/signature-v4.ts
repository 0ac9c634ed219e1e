import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { fail } from "../errors.ts";

/** What an Authorization header says (AWS Signature Version 4). Nothing of it is proven yet. */
export interface Signature {
  readonly accessKeyId: string;
  /** The day of the credential's scope, YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** In lower case, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

/** A request as it came in, and what its signature is held against. */
export interface SignedCall {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** What the signer must have signed it for: "cognito-idp". */
  readonly service: string;
  secretFor(accessKeyId: string): string | undefined;
  /** The machine's time, for the signer's clock stamped the request. */
  readonly machineNow: Date;
}

const algorithm = "AWS4-HMAC-SHA256";
const terminator = "aws4_request";
const clockSkewMs = 5 * 60_000;

/**
 * The signature in the Authorization header; undefined when there is no such header. A presigned URL is not one: the
 * JSON API has no use for it. Throws IncompleteSignatureException.
 */
export function readSignature(headers: Headers): Signature | undefined {
  const authorization = headers.get("authorization");
  if (authorization === null) return undefined;
  const [scheme, ...rest] = authorization.trim().split(" ");
  // No message repeats the header: what stands in it may be someone's token.
  if (scheme !== algorithm) incomplete(`Unsupported AWS 'algorithm' (only ${algorithm} for now).`);
  const parameters = new Map(rest.join(" ").split(",").map(nameAndValue));
  const missing = ["Credential", "Signature", "SignedHeaders"].filter((name) => !parameters.get(name));
  if (missing.length > 0) {
    incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(" "));
  }
  const { Credential = "", Signature = "", SignedHeaders = "" } = Object.fromEntries(parameters);
  const [accessKeyId, date, region, service, end, ...more] = Credential.split("/");
  if (!accessKeyId || !date || !region || !service || end !== terminator || more.length > 0) {
    incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.");
  }
  if (!/^[0-9a-f]{64}$/.test(Signature)) incomplete("Signature must be 64 hexadecimal digits.");
  if (!/^[\w-]+(;[\w-]+)*$/.test(SignedHeaders))
    incomplete("SignedHeaders must be header names, joined by semicolons.");
  return { accessKeyId, date, region, service, signedHeaders: SignedHeaders.split(";"), signature: Signature };
}

/**
 * Proves that the holder of the access key's secret signed this very request, within five minutes of now, for this service.
 * Throws MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException and
 * UnrecognizedClientException. (AWS, "Create a signed AWS API request")
 */
export function verifySignature(call: SignedCall): Signature {
  const signature = readSignature(call.headers);
  if (!signature) fail("MissingAuthenticationTokenException");
  const time = call.headers.get("x-amz-date") ?? "";
  checkTime(time, call.machineNow);
  checkScope(signature, call.service, time);
  checkSignedHeaders(signature, call.headers);
  const bodyHash = sha256(call.body);
  if ((call.headers.get("x-amz-content-sha256") ?? bodyHash) !== bodyHash) fail("InvalidSignatureException");
  const secret = call.secretFor(signature.accessKeyId);
  if (secret === undefined) fail("UnrecognizedClientException");

  const scope = [signature.date, signature.region, signature.service, terminator];
  const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const canonical = sha256(canonicalRequest(call, signature.signedHeaders, bodyHash));
  const expected = hmac(signingKey, [algorithm, time, scope.join("/"), canonical].join("\n"));
  if (!timingSafeEqual(expected, Buffer.from(signature.signature, "hex"))) fail("InvalidSignatureException");
  return signature;
}

function checkTime(time: string, machineNow: Date): void {
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  if (Number.isNaN(signedAt)) incomplete("X-Amz-Date must be in ISO-8601 'basic format'.");
  const now = machineNow.getTime();
  if (signedAt < now - clockSkewMs) {
    const earliest = `${basicFormat(now - clockSkewMs)} (${basicFormat(now)} - 5 min.)`;
    fail("InvalidSignatureException", `Signature expired: ${time} is now earlier than ${earliest}`);
  }
  if (signedAt > now + clockSkewMs) {
    const latest = `${basicFormat(now + clockSkewMs)} (${basicFormat(now)} + 5 min.)`;
    fail("InvalidSignatureException", `Signature not yet current: ${time} is still later than ${latest}`);
  }
}

function checkScope(signature: Signature, service: string, time: string): void {
  if (signature.service !== service) {
    fail("InvalidSignatureException", `Credential should be scoped to correct service: '${service}'.`);
  }
  const day = time.slice(0, 8);
  if (signature.date !== day) {
    fail(
      "InvalidSignatureException",
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.date}' != '${day}', from '${time}'.`,
    );
  }
}

/** An unsigned X-Amz-Target would let a signed DescribeUserPool be sent again as DeleteUserPool. */
function checkSignedHeaders({ signedHeaders }: Signature, headers: Headers): void {
  const needed = ["host", ...[...headers.keys()].filter((name) => name.startsWith("x-amz-"))];
  const unsigned = needed.find((name) => !signedHeaders.includes(name));
  if (unsigned) {
    const name = unsigned.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
    fail("InvalidSignatureException", `'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

function canonicalRequest(call: SignedCall, signedHeaders: readonly string[], bodyHash: string): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${(call.headers.get(name) ?? "").trim().replaceAll(/\s+/g, " ")}\n`,
  );
  return [
    call.method,
    call.path.split("/").map(encode).join("/"),
    canonicalQuery(call.query),
    headers.join(""),
    signedHeaders.join(";"),
    bodyHash,
  ].join("\n");
}

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map((pair) => pair.map(encode).join("="))
    .sort()
    .join("&");

/** RFC 3986: all but the unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

function nameAndValue(parameter: string): [name: string, value: string] {
  const [name = "", ...value] = parameter.trim().split("=");
  return [name, value.join("=")];
}

/** 20260131T235959Z. */
const basicFormat = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

function incomplete(message: string): never {
  fail("IncompleteSignatureException", message);
}
