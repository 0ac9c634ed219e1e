import { hash } from "node:crypto";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { apiCategories, bucketOf } from "./api-category.ts";

const second = 1000;

/**
 * Counts a call of an operation, on whichever instance, in its category and the second that the machine's clock shows.
 * Throws TooManyRequestsException for one too many.
 */
export async function countRequest(
  { database, clock }: Pick<Services, "database" | "clock">,
  operation: string,
): Promise<void> {
  const bucket = bucketOf(operation);
  if (!bucket) return;
  const { category, name, factor } = bucket;
  const free = apiCategories.get(category)?.perSecond ?? 0;
  const perSecond = ((await database.limits.get(category)) ?? free) * factor;
  const seconds = Math.floor(clock.machineNow().getTime() / second);
  const id = hash("sha256", JSON.stringify(["request rate", name, seconds]), "base64url");
  // What makes the count full is the first call too many; after it, nothing is counted.
  const calls = await database.spent.countFailure(id, new Date((seconds + 1) * second), perSecond + 1);
  if (calls === undefined || calls > perSecond) {
    fail("TooManyRequestsException", undefined, `more than ${perSecond} calls of ${name} in a second`);
  }
}
