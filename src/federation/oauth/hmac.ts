import { createHmac } from "node:crypto";
import { sameText } from "../../crypto/constant-time.ts";
import { UpstreamRefused } from "../../domain/federation/upstream.ts";

const hashes: Readonly<Record<string, string>> = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

const algorithmOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).alg;

export const isHmac = (token: string): boolean => Object.hasOwn(hashes, algorithmOf(token));

/** An ID token under the client's secret (OpenID Connect Core section 3.1.3.7, point 8), which the library leaves out. */
export function checkHmac(token: string, secret: string | undefined): void {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const expected = createHmac(hashes[algorithmOf(token)] ?? "", secret ?? "")
    .update(`${header}.${payload}`)
    .digest("base64url");
  if (!secret || !sameText(signature, expected)) {
    throw new UpstreamRefused("Invalid id_token", "the client's secret has not signed it");
  }
}
