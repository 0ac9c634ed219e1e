import type { Services } from "../domain/services.ts";
import { fail } from "../errors.ts";

/** Seals where a list goes on, bound to the query it belongs to: operation, pool, filter and so on. */
export function nextPageToken({ sealer }: Pick<Services, "sealer">, query: readonly unknown[], after: string): string {
  return sealer.seal(Buffer.from(after), `page:${JSON.stringify(query)}`).toString("base64url");
}

/**
 * Where the list goes on, from a token of `nextPageToken`. Undefined without one.
 * Throws InvalidParameterException for a token that is not one of this query's.
 */
export function readPageToken(
  { sealer }: Pick<Services, "sealer">,
  query: readonly unknown[],
  token: string | undefined,
): string | undefined {
  if (token === undefined) return undefined;
  try {
    return sealer.open(Buffer.from(token, "base64url"), `page:${JSON.stringify(query)}`).toString();
  } catch {
    fail("InvalidParameterException", "Invalid pagination token given.");
  }
}

/** A page of `limit` out of `found`, for which one more was read to see whether there is another. */
export const cutPage = <T>(found: readonly T[], limit: number): { page: T[]; last: T | undefined } => ({
  page: found.slice(0, limit),
  last: found.length > limit ? found[limit - 1] : undefined,
});
