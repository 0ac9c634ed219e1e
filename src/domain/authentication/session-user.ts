import { fail } from "../../errors.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { imaginaryUser } from "../user/imaginary-user.ts";
import type { User } from "../user/user.ts";
import type { SignIn } from "./sign-in.ts";

export interface SessionUser {
  readonly user: User;
  readonly groups: readonly Group[];
  /** False for somebody who is made up in place of nobody. */
  readonly exists: boolean;
}

/**
 * The user of a session, afresh; `name` is what the caller calls them. Nobody's session takes the same way, so that neither words nor time tell it from
 * somebody's. Throws NotAuthorizedException where the user is disabled by now, or was made anew.
 */
export async function findSessionUser(
  services: Pick<Services, "database" | "sealer">,
  pool: Pool,
  { sub, userCreatedAt }: SignIn,
  name = sub,
): Promise<SessionUser> {
  const found = await services.database.users.findWithGroups(pool, sub);
  const { user, groups } = found ?? { user: imaginaryUser(services, pool, sub, name), groups: [] };
  if (found && user.createdAt.getTime() !== userCreatedAt.getTime()) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the user was made anew after the session began");
  }
  return { user, groups, exists: found !== undefined };
}
