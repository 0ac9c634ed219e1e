import type { Claims } from "../verifier/compact-jws.ts";
import { mapValues } from "./query.ts";
import { javaTime } from "./times.ts";

const times = ["exp", "iat", "nbf"];

/** Claims as a REST API hands them on: text each; the times in Java's form, lists joined by commas. */
export function restClaims(claims: Claims): Record<string, string> {
  const entries = Object.entries(claims).map(([name, value]): [string, string] => {
    if (times.includes(name) && typeof value === "number") return [name, javaTime(new Date(value * 1000))];
    return [name, Array.isArray(value) ? value.map(plain).join(",") : plain(value)];
  });
  return Object.fromEntries(entries);
}

/** Claims as an HTTP API hands them on: text each, lists as `[a b]`. */
export const httpClaims = (claims: Claims): Record<string, string> =>
  mapValues(claims, (value) => (Array.isArray(value) ? `[${value.map(plain).join(" ")}]` : plain(value)));

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
