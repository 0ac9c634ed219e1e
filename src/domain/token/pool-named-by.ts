import type { JwtClaims } from "../../crypto/jwt.ts";

/** The pool that a token, still unverified, says it comes from: the last part of its issuer. */
export function poolNamedBy(token: string): string | undefined {
  try {
    const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as JwtClaims | null;
    return typeof payload?.iss === "string" ? payload.iss.slice(payload.iss.lastIndexOf("/") + 1) : undefined;
  } catch {
    return undefined;
  }
}
