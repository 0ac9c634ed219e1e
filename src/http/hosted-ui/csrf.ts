import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { sameBytes } from "../../crypto/constant-time.ts";
import type { Services } from "../../domain/services.ts";
import type { PoolEnv } from "../oauth/place.ts";

/**
 * What shows that a form was sent from a page that this browser was given: a token that stands in a cookie and in the form
 * (OWASP: signed double-submit cookie). It is signed, so that nobody who can plant a cookie can plant one of their own
 * making. The cookie and the field have Cognito's names, by which scripts know them.
 */
const cookie = "XSRF-TOKEN";
export const csrfField = "_csrf";

const nonceLength = 16;

const sign = ({ sealer }: Pick<Services, "sealer">, poolId: string, nonce: string): string =>
  createHmac("sha256", sealer.derive("csrf tokens of pages")).update(`${poolId}/${nonce}`).digest("base64url");

function isOurs(c: Context<PoolEnv>, token: string): boolean {
  const { services, place } = c.var;
  const [nonce = "", signature = ""] = token.split(".");
  return sameBytes(Buffer.from(signature), Buffer.from(sign(services, place.pool.id, nonce)));
}

/** The browser's token; one that it keeps from now on, where it has none. */
export function csrfTokenOf(c: Context<PoolEnv>): string {
  const present = getCookie(c, cookie);
  if (present && isOurs(c, present)) return present;
  const { services, place } = c.var;
  const nonce = services.random.bytes(nonceLength).toString("base64url");
  const token = `${nonce}.${sign(services, place.pool.id, nonce)}`;
  setCookie(c, cookie, token, {
    ...{ path: place.path || "/", httpOnly: true, sameSite: "Lax", secure: place.url.startsWith("https:") },
  });
  return token;
}

/** Whether a form comes from one of the pages: it brings the browser's token, and no browser says that it crossed sites. */
export function isFromPage(c: Context<PoolEnv>, form: Readonly<Partial<Record<string, string>>>): boolean {
  const present = getCookie(c, cookie);
  const site = c.req.header("sec-fetch-site") ?? "same-origin";
  if (!present || !isOurs(c, present) || !["same-origin", "none"].includes(site)) return false;
  return sameBytes(Buffer.from(form[csrfField] ?? ""), Buffer.from(present));
}
