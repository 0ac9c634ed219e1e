import type { Clock } from "../../clock.ts";

/** How many requests a second in the long run, and how many at once. */
export interface Rate {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** Takes one from the bucket of this name; false where it is empty. */
export type TokenBucket = (name: string, rate: Rate) => boolean;

const mostBuckets = 10_000;

/** Buckets that fill at their rate, up to their burst. */
export function tokenBucket(clock: Pick<Clock, "machineNow">): TokenBucket {
  const buckets = new Map<string, { left: number; at: number }>();
  return (name, { rateLimit, burstLimit }) => {
    const now = clock.machineNow().getTime();
    const bucket = buckets.get(name) ?? { left: burstLimit, at: now };
    bucket.left = Math.min(burstLimit, bucket.left + (Math.max(0, now - bucket.at) / 1000) * rateLimit);
    bucket.at = now;
    buckets.delete(name);
    buckets.set(name, bucket);
    const [first] = buckets.keys();
    if (buckets.size > mostBuckets && first !== undefined) buckets.delete(first);
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  };
}
