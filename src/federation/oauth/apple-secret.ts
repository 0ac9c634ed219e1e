import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { type Upstream, UpstreamRefused } from "../../domain/federation/upstream.ts";

const audience = "https://appleid.apple.com";
const life = 5 * 60;

/**
 * The secret that Sign in with Apple takes: a JWT that the developer's own key signs (ES256).
 * https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
 */
export function appleSecret({ details, now: at }: Upstream): string {
  const { client_id, team_id, key_id, private_key = "" } = details;
  const now = Math.floor(at.getTime() / 1000);
  const parts = [
    { alg: "ES256", kid: key_id },
    { iss: team_id, iat: now, exp: now + life, aud: audience, sub: client_id },
  ];
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const key = { key: readKey(private_key), dsaEncoding: "ieee-p1363" } as const;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

/** With PEM's first and last line or, as Cognito takes it, without. */
function readKey(text: string): KeyObject {
  try {
    if (text.includes("-----BEGIN")) return createPrivateKey(text);
    return createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
  } catch {
    throw new UpstreamRefused("Invalid private key", "private_key is no key in PKCS #8");
  }
}
