import type { PasskeyKey } from "../../crypto/passkey.ts";
import type { Document } from "../document/document.ts";

/** A passkey with which its owner signs in. The document's id is the credential id, in base64url. */
export type Passkey = Document<{
  readonly publicKey: PasskeyKey["publicKey"];
  readonly counter: number;
  readonly name: string;
  readonly relyingPartyId: string;
  /** `platform` or `cross-platform`, where the client said. */
  readonly attachment?: string;
  readonly transports: readonly string[];
}>;

/** AWS: "Quotas in Amazon Cognito", passkeys for each user. */
export const passkeysAtMost = 20;

/** How long a challenge may be answered, in milliseconds: what the client is told too. */
export const ceremonyTimeout = 60_000;

/** What well-known providers of passkeys write into them for all to see. */
const providers: Readonly<Record<string, string>> = {
  "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "iCloud Keychain",
  "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
  "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
  "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
  "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
  "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
};

/** A name by which its owner may know a passkey again. */
export const friendlyName = (aaguid: string): string => providers[aaguid] ?? "Passkey";
