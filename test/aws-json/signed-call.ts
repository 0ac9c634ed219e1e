import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import type { SignedCall } from "../../src/crypto/signature-v4.ts";

export const accessKeyId = "AKIDEXAMPLE";
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

interface Sent {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What the AWS SDK sends for DescribeUserPool, as it comes in here; `machineNow` is the moment of signing. */
export async function sign({
  query = {},
  ...config
}: CognitoIdentityProviderClientConfig & Partial<Pick<Sent, "query">> = {}) {
  let sent: Sent | undefined;
  const client = new CognitoIdentityProviderClient({
    region: "eu-west-3",
    endpoint: "http://localhost:9500",
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: {
      handle: async (request: unknown) => {
        sent = request as Sent;
        throw new Error("Signed, and not sent.");
      },
    },
    ...config,
  });
  client.middlewareStack.add(
    (next) => (step) => {
      Object.assign((step.request as Sent).query, query);
      return next(step);
    },
    { step: "build" },
  );
  await client.send(new DescribeUserPoolCommand({ UserPoolId: "eu-west-3_Poolhouse" })).catch(() => undefined);
  const call: SignedCall = {
    method: sent!.method,
    path: sent!.path,
    query: new URLSearchParams(sent!.query).toString(),
    headers: new Headers(sent!.headers),
    body: sent!.body,
    service: "cognito-idp",
    secretFor: (id) => (id === accessKeyId ? secretAccessKey : undefined),
    machineNow: momentOf(sent!.headers["x-amz-date"]),
  };
  return call;
}

const momentOf = (stamp = ""): Date => new Date(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));

export const stamp = (moment: Date): string => `${moment.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** The same call with one header changed, or taken away. */
export function withHeader(call: SignedCall, name: string, value: string | null): SignedCall {
  const headers = new Headers(call.headers);
  if (value === null) headers.delete(name);
  else headers.set(name, value);
  return { ...call, headers };
}

/** The same call with its Authorization header rewritten. */
export function rewritten(call: SignedCall, from: string | RegExp, to: string): SignedCall {
  const authorization = call.headers.get("authorization") ?? "";
  expect(authorization).toMatch(from);
  return withHeader(call, "authorization", authorization.replace(from, to));
}

export const inMinutes = (call: SignedCall, minutes: number): SignedCall => ({
  ...call,
  machineNow: new Date(call.machineNow.getTime() + minutes * 60_000),
});
