import type { Sealer } from "../crypto/seal.ts";

/** An access key as AWS's SDKs take it. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** With what functions sign their calls back to the service, instead of a role's temporary keys. */
export const functionCredentials = (sealer: Sealer): Credentials => ({
  accessKeyId: "ASIAPOOLHOUSEFUNCTION",
  secretAccessKey: sealer.derive("functions' access key").export().toString("base64url"),
  sessionToken: "poolhouse", // a role's keys come with one, and nobody looks at it
});

/** The access keys of a service that verifies signatures, and its functions' one; none where it takes any. */
export const withFunctionKey = (
  accessKeys: ReadonlyMap<string, string>,
  { accessKeyId, secretAccessKey }: Credentials,
): ReadonlyMap<string, string> =>
  accessKeys.size === 0 ? accessKeys : new Map([...accessKeys, [accessKeyId, secretAccessKey]]);

/** With what the service itself signs calls of the Invoke API: its process's own keys, which AWS may know, or any. */
export function callerCredentials(process: Readonly<Record<string, string | undefined>>): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process;
  if (!accessKeyId || !secretAccessKey) return { accessKeyId: "poolhouse", secretAccessKey: "poolhouse" };
  return { accessKeyId, secretAccessKey, sessionToken: AWS_SESSION_TOKEN };
}
