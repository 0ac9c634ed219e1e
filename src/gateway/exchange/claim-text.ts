import type { Claims } from "../verifier/compact-jws.ts";
import { mapValues } from "./query.ts";
import { javaTime } from "./times.ts";

const times = ["exp", "iat", "nbf"];

type ClaimTexts = Readonly<Record<string, string>>;

/** Claims as a REST API hands them on: text each; the times in Java's form, lists joined by commas. */
export const restClaims = rememberedBy((claims) => {
  const entries = Object.entries(claims).map(([name, value]): [string, string] => {
    if (times.includes(name) && typeof value === "number") return [name, javaTime(new Date(value * 1000))];
    return [name, Array.isArray(value) ? value.map(plain).join(",") : plain(value)];
  });
  return Object.fromEntries(entries);
});

/** Claims as an HTTP API hands them on: text each, lists as `[a b]`. */
export const httpClaims = rememberedBy((claims) =>
  mapValues(claims, (value) => (Array.isArray(value) ? `[${value.map(plain).join(" ")}]` : plain(value))),
);

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** What is made of the claims of a token that comes again and again is made once, and goes when the claims do. */
function rememberedBy(make: (claims: Claims) => ClaimTexts): (claims: Claims) => ClaimTexts {
  const made = new WeakMap<Claims, ClaimTexts>();
  return (claims) => {
    const known = made.get(claims);
    if (known) return known;
    const texts = make(claims);
    made.set(claims, texts);
    return texts;
  };
}
