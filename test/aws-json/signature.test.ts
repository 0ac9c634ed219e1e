import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSignature, type SignedCall, verifySignature } from "../../src/crypto/signature-v4.ts";
import { refusal } from "./refusal.ts";
import { accessKeyId, inMinutes, rewritten, sign, stamp, withHeader } from "./signed-call.ts";

const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

describe("readSignature", () => {
  it("reads what the AWS SDK wrote", async () => {
    const call = await sign();
    expect(readSignature(call.headers)).toEqual({
      accessKeyId,
      date: call.headers.get("x-amz-date")?.slice(0, 8),
      region: "eu-west-3",
      service: "cognito-idp",
      signedHeaders: expect.arrayContaining(["host", "x-amz-date", "x-amz-target"]),
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("finds none where there is no Authorization header", () => {
    expect(readSignature(new Headers())).toBeUndefined();
  });

  const scope = "AKID/20260131/us-east-1/cognito-idp/aws4_request";
  const signature = "0".repeat(64);
  it.each([
    ["another scheme", "Bearer eyJ.secret.token", "Unsupported AWS 'algorithm' (only AWS4-HMAC-SHA256 for now)."],
    ["an empty header", "", "Unsupported AWS 'algorithm' (only AWS4-HMAC-SHA256 for now)."],
    [
      "no parameter",
      "AWS4-HMAC-SHA256",
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    ],
    [
      "no signature",
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host`,
      "Authorization header requires 'Signature' parameter.",
    ],
    [
      "a credential without a region",
      `AWS4-HMAC-SHA256 Credential=AKID/20260131/cognito-idp/aws4_request, SignedHeaders=host, Signature=${signature}`,
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.",
    ],
    [
      "another terminator",
      `AWS4-HMAC-SHA256 Credential=${scope.replace("aws4", "aws5")}, SignedHeaders=host, Signature=${signature}`,
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.",
    ],
    [
      "a signature that is too short",
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${signature.slice(1)}`,
      "Signature must be 64 hexadecimal digits.",
    ],
    [
      "signed headers that are no names",
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;;a b, Signature=${signature}`,
      "SignedHeaders must be header names, joined by semicolons.",
    ],
  ])("refuses %s, and does not repeat the header", (_what, authorization, message) => {
    const error = refusal(() => readSignature(new Headers({ authorization })));
    expect([error.name, error.message]).toEqual(["IncompleteSignatureException", message]);
  });
});

describe("a hostile Authorization header", () => {
  const part = fc.oneof(
    fc.constantFrom("AWS4-HMAC-SHA256", "Credential=", "SignedHeaders=", "Signature=", "host", ";", ",", "/", "=", " "),
    fc.constantFrom("aws4_request", "cognito-idp", "0".repeat(64), "__proto__", "x-amz-date", "toString"),
    fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "")),
  );

  it("is refused by name, whatever stands in it", async () => {
    const call = await sign();
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const attack = withHeader(call, "authorization", `AWS4-HMAC-SHA256 ${parts.join("")}`);
        expect(refusal(() => verifySignature(attack)).name).toMatch(/^(Incomplete|Invalid)SignatureException$/);
      }),
      { numRuns: 2000 },
    );
  });

  it("is refused by name in any one of its parameters", async () => {
    const call = await sign();
    const parameter = fc.constantFrom(/Credential=[^,]*/, /SignedHeaders=[^,]*/, /Signature=.*/);
    fc.assert(
      fc.property(parameter, fc.array(part, { maxLength: 6 }), (where, parts) => {
        const attack = rewritten(call, where, `${where.source.split("=")[0]}=${parts.join("").replaceAll("$", "")}`);
        expect(refusal(() => verifySignature(attack)).name).toMatch(
          /^(IncompleteSignature|InvalidSignature|UnrecognizedClient)Exception$/,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("verifySignature", () => {
  it("accepts what the AWS SDK signed", async () => {
    expect(verifySignature(await sign())).toMatchObject({ accessKeyId, region: "eu-west-3" });
  });

  it("accepts it under a path", async () => {
    expect(verifySignature(await sign({ endpoint: "http://localhost:9500/behind/a%20proxy" }))).toBeDefined();
  });

  it("accepts it with a query, in whichever order it arrives", async () => {
    const call = await sign({ query: { b: "2/3 (4)", a: "!x" } });
    expect(call.query).toBe("b=2%2F3+%284%29&a=%21x");
    expect(verifySignature(call)).toBeDefined();
    expect(verifySignature({ ...call, query: call.query.split("&").toReversed().join("&") })).toBeDefined();
  });

  it("accepts a header whose spaces were changed on the way", async () => {
    const call = await sign({ customUserAgent: "two words" });
    const agent = call.headers.get("x-amz-user-agent") ?? "";
    expect(verifySignature(withHeader(call, "x-amz-user-agent", ` ${agent.replaceAll(" ", "   ")} `))).toBeDefined();
  });

  const hashOfEmptyObject = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  const tampering: [what: string, change: (call: SignedCall) => SignedCall][] = [
    ["the method", (call) => ({ ...call, method: "PUT" })],
    ["the path", (call) => ({ ...call, path: "/elsewhere" })],
    ["the query", (call) => ({ ...call, query: "admin=true" })],
    ["the body", (call) => ({ ...call, body: Buffer.from("{}") })],
    [
      "the body and the hash of it",
      (call) => withHeader({ ...call, body: Buffer.from("{}") }, "x-amz-content-sha256", hashOfEmptyObject),
    ],
    [
      "the body's hash, to leave the body unsigned",
      (call) => withHeader(call, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
    ],
    ["the operation", (call) => withHeader(call, "x-amz-target", "AWSCognitoIdentityProviderService.DeleteUserPool")],
    ["the host", (call) => withHeader(call, "host", "poolhouse.example")],
    ["the time", (call) => withHeader(inMinutes(call, 1), "x-amz-date", stamp(inMinutes(call, 1).machineNow))],
    ["a signed header, which is left out", (call) => withHeader(call, "content-type", null)],
    ["the list of signed headers", (call) => rewritten(call, "content-type;", "")],
    ["the region", (call) => rewritten(call, "eu-west-3", "us-east-1")],
    ["the signature", (call) => rewritten(call, /Signature=.{8}/, "Signature=00000000")],
    ["the secret", (call) => ({ ...call, secretFor: () => "another secret" })],
  ];
  it.each(tampering)("refuses a change of %s", async (_what, change) => {
    const call = await sign();
    expect(verifySignature(call)).toBeDefined();
    const error = refusal(() => verifySignature(change(call)));
    expect([error.name, error.message]).toEqual(["InvalidSignatureException", mismatch]);
  });

  const badHeaders: [what: string, change: (call: SignedCall) => SignedCall, name: string, message: RegExp | string][] =
    [
      [
        "an access key that is not known",
        (call) => rewritten(call, accessKeyId, "AKIDSTRANGER"),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      ],
      [
        "a call without a signature",
        (call) => withHeader(call, "authorization", null),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
      ],
      [
        "a presigned URL",
        (call) => ({
          ...withHeader(call, "authorization", null),
          query: "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0",
        }),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
      ],
      [
        "a signature for another service",
        (call) => rewritten(call, "cognito-idp", "cognito-identity"),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'cognito-idp'.",
      ],
      [
        "a signature of another day",
        (call) => rewritten(call, /\d{8}\/eu/, "20150830/eu"),
        "InvalidSignatureException",
        /^Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != /,
      ],
      [
        "an unsigned host",
        (call) => rewritten(call, "host;", ""),
        "InvalidSignatureException",
        "'Host' must be a 'SignedHeader' in the AWS Authorization.",
      ],
      [
        "an unsigned operation",
        (call) => rewritten(call, ";x-amz-target", ""),
        "InvalidSignatureException",
        "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.",
      ],
      [
        "an X-Amz header slipped in",
        (call) => withHeader(call, "x-amz-security-token", "stolen"),
        "InvalidSignatureException",
        "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.",
      ],
      ...["2026-01-31T10:00:00Z", "20261331T100000Z", ""].map((date): (typeof badHeaders)[number] => [
        `the date ${JSON.stringify(date)}`,
        (call) => withHeader(call, "x-amz-date", date),
        "IncompleteSignatureException",
        "X-Amz-Date must be in ISO-8601 'basic format'.",
      ]),
    ];
  it.each(badHeaders)("refuses %s", async (_what, change, name, message) => {
    const call = await sign();
    const error = refusal(() => verifySignature(change(call)));
    expect(error.name).toBe(name);
    expect(error.message).toMatch(message);
  });

  it("accepts a signer's clock that is five minutes off, and none that is further", async () => {
    const call = await sign();
    const signedAt = call.headers.get("x-amz-date");
    expect(verifySignature(inMinutes(call, 5))).toBeDefined();
    expect(verifySignature(inMinutes(call, -5))).toBeDefined();

    const late = inMinutes(call, 6);
    expect(refusal(() => verifySignature(late))).toMatchObject({
      name: "InvalidSignatureException",
      message: `Signature expired: ${signedAt} is now earlier than ${stamp(inMinutes(call, 1).machineNow)} (${stamp(late.machineNow)} - 5 min.)`,
    });
    const early = inMinutes(call, -6);
    expect(refusal(() => verifySignature(early))).toMatchObject({
      name: "InvalidSignatureException",
      message: `Signature not yet current: ${signedAt} is still later than ${stamp(inMinutes(call, -1).machineNow)} (${stamp(early.machineNow)} + 5 min.)`,
    });
  });
});
