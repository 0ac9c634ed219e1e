import type { Rate } from "../exchange/token-bucket.ts";

/** A bound of which one of the two numbers may be left out: it is then what an account may at AWS. */
export function planRate(rateLimit: number | undefined, burstLimit: number | undefined): Rate | undefined {
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { rateLimit: rateLimit ?? 10_000, burstLimit: burstLimit ?? 5_000 };
}
