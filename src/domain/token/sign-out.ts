import type { Stores } from "../stores.ts";
import type { User } from "../user/user.ts";

/**
 * Ends what all sign-ins of somebody have come to, in a transaction: their grants, and the codes that no app has exchanged
 * yet. The codes go first: who exchanges one holds it, so that what came of it is there by the time that grants end.
 */
export async function signOutEverywhere(
  { authorizationCodes, grants }: Pick<Stores, "authorizationCodes" | "grants">,
  { poolId, sub }: Pick<User, "poolId" | "sub">,
  at: Date,
): Promise<void> {
  await authorizationCodes.deleteOwned(poolId, { sub });
  await grants.revokeAll(poolId, sub, at);
}
