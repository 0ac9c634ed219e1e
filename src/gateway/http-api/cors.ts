import type { Answer, HeaderPair } from "../exchange/answer.ts";
import type { GatewayRequest } from "../exchange/request.ts";
import { type Denial, shown } from "../verifier/denial.ts";

/** An HTTP API's CorsConfiguration. */
export interface Cors {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: "allowed" | "not allowed";
  /** Seconds. */
  readonly maxAge: number | undefined;
}

/** A preflight, which an HTTP API answers by itself, before any authorizer: OPTIONS with an Origin and a method to come. */
export const isPreflight = ({ method, headers }: GatewayRequest): boolean =>
  method === "OPTIONS" &&
  headers.get("origin") !== undefined &&
  headers.get("access-control-request-method") !== undefined;

/** Why a browser is told nothing that would let its request follow, or undefined. */
export function denyPreflight(cors: Cors, { headers }: GatewayRequest): Denial | undefined {
  const origin = headers.get("origin");
  const method = headers.get("access-control-request-method") ?? "";
  if (allowedOrigin(cors, origin) === undefined) {
    return { check: "CORS origin", expected: cors.origins.join(" or ") || "none", found: shown(origin) };
  }
  if (cors.methods.length === 0 || has(cors.methods, method)) return undefined;
  return { check: "CORS method", expected: cors.methods.join(" or "), found: shown(method) };
}

/** The answer to a preflight that is not denied. */
export function preflight(cors: Cors, { headers }: GatewayRequest): Answer {
  const told: [string, string][] = [["access-control-allow-origin", allowedOrigin(cors, headers.get("origin")) ?? ""]];
  if (cors.methods.length > 0) told.push(["access-control-allow-methods", cors.methods.join(",")]);
  if (cors.headers.length > 0) told.push(["access-control-allow-headers", cors.headers.join(",")]);
  if (cors.maxAge !== undefined) told.push(["access-control-max-age", `${cors.maxAge}`]);
  return { status: 204, headers: [...told, ...onEvery(cors)], body: "" };
}

/** Headers of any other answer; a backend's own about CORS are dropped, as AWS does. */
export function withCors(answer: Answer, cors: Cors, { headers }: GatewayRequest): Answer {
  const kept = answer.headers.filter(([name]) => !name.toLowerCase().startsWith("access-control-"));
  const allowed = allowedOrigin(cors, headers.get("origin"));
  if (allowed === undefined) return { ...answer, headers: kept };
  const exposed: HeaderPair[] =
    cors.exposed.length > 0 ? [["access-control-expose-headers", cors.exposed.join(",")]] : [];
  return { ...answer, headers: [...kept, ["access-control-allow-origin", allowed], ...exposed, ...onEvery(cors)] };
}

function onEvery({ credentials, origins }: Cors): HeaderPair[] {
  const varying: HeaderPair[] = origins.includes("*") ? [] : [["vary", "origin"]];
  return credentials === "allowed" ? [["access-control-allow-credentials", "true"], ...varying] : varying;
}

/** What to tell an origin, as it is or by `*`; `https://*` stands for every origin of a scheme. */
function allowedOrigin({ origins }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (origins.includes("*")) return "*";
  const same = origins.some((allowed) =>
    allowed.endsWith("://*") ? origin.startsWith(allowed.slice(0, -1)) : allowed.toLowerCase() === origin.toLowerCase(),
  );
  return same ? origin : undefined;
}

const has = (list: readonly string[], value: string): boolean =>
  list.includes("*") || list.some((one) => one.toUpperCase() === value.toUpperCase());
