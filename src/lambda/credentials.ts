import type { Sealer } from "../crypto/seal.ts";

/** An access key as AWS's SDKs take it. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** With what functions sign their calls back to the service, instead of a role's temporary keys. */
export const functionCredentials = (sealer: Sealer): Credentials => ({
  accessKeyId: "ASIAPOOLHOUSEFUNCTION",
  secretAccessKey: sealer.derive("functions' access key").toString("base64url"),
});

/** The access keys of a service that verifies signatures, and its functions' one; none where it takes any. */
export const withFunctionKey = (
  accessKeys: ReadonlyMap<string, string>,
  { accessKeyId, secretAccessKey }: Credentials,
): ReadonlyMap<string, string> =>
  accessKeys.size === 0 ? accessKeys : new Map([...accessKeys, [accessKeyId, secretAccessKey]]);
