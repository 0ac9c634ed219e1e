import type { Claims } from "./compact-jws.ts";
import { type Denial, shown } from "./denial.ts";

/** What a route asks of a token beside that its issuer signed it. What is left out is not asked. */
export interface Expected {
  readonly tokenUse?: "id" | "access";
  /** One of these, as `aud`, or as `client_id` where the token has no `aud`. */
  readonly audience?: readonly string[];
  /** At least one of these. */
  readonly scopes?: readonly string[];
  /** At least one of these, of the user's groups. */
  readonly groups?: readonly string[];
}

type Check = (claims: Claims, expected: Expected, now: Date) => Omit<Denial, "check"> | undefined;

/** In the order in which they are made: whether it is good at all, whether it is for us, whether it allows this. */
const checks: readonly (readonly [name: string | ((claims: Claims) => string), check: Check])[] = [
  ["exp", expiry],
  ["nbf", begin("nbf")],
  ["iat", begin("iat")],
  ["token_use", use],
  [(claims) => (claims.aud === undefined ? "client_id" : "aud"), audience],
  ["scope", scope],
  ["cognito:groups", groups],
];

/** The first check that the claims of a verified token fail, or none. */
export function checkClaims(claims: Claims, expected: Expected, now: Date): Denial | undefined {
  for (const [name, check] of checks) {
    const failed = check(claims, expected, now);
    if (failed) return { check: typeof name === "string" ? name : name(claims), ...failed };
  }
  return undefined;
}

function expiry({ exp }: Claims, _: Expected, now: Date): ReturnType<Check> {
  if (typeof exp === "number" && exp * 1000 > now.getTime()) return undefined;
  return { expected: `a time after ${now.toISOString()}`, found: instant(exp) };
}

/** Cognito writes whole seconds, so that a token may seem to begin a moment ago. */
function begin(name: "nbf" | "iat"): Check {
  return (claims, _, now) => {
    const from = claims[name];
    if (from === undefined) return undefined;
    if (typeof from === "number" && from * 1000 <= now.getTime()) return undefined;
    return { expected: `a time not after ${now.toISOString()}`, found: instant(from) };
  };
}

function use({ token_use: found }: Claims, { tokenUse }: Expected): ReturnType<Check> {
  if (tokenUse === undefined || found === tokenUse) return undefined;
  return { expected: tokenUse, found: shown(found) };
}

function audience(claims: Claims, { audience }: Expected): ReturnType<Check> {
  if (audience === undefined) return undefined;
  const found = claims.aud ?? claims.client_id;
  if (listOf(found).some((one) => audience.includes(one))) return undefined;
  return { expected: audience.join(" or "), found: shown(found) };
}

function scope(claims: Claims, { scopes }: Expected): ReturnType<Check> {
  if (scopes === undefined || scopes.length === 0) return undefined;
  if (scopesOf(claims).some((one) => scopes.includes(one))) return undefined;
  return { expected: scopes.join(" or "), found: shown(claims.scope ?? claims.scp) };
}

function groups(claims: Claims, { groups }: Expected): ReturnType<Check> {
  if (groups === undefined || groups.length === 0) return undefined;
  if (listOf(claims["cognito:groups"]).some((one) => groups.includes(one))) return undefined;
  return { expected: groups.join(" or "), found: shown(claims["cognito:groups"]) };
}

/** Of `scope`, space-separated (RFC 8693 section 4.2), or of `scp`, which others write instead. */
export function scopesOf({ scope, scp }: Claims): string[] {
  const written = scope ?? scp;
  return typeof written === "string" ? written.split(" ").filter(Boolean) : listOf(written);
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}

function instant(seconds: unknown): string {
  const at = typeof seconds === "number" ? new Date(seconds * 1000) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : shown(seconds);
}
