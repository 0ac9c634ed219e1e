import { fail } from "../../errors.ts";
import { type Client, hidesUnknownUsers } from "../client/client.ts";
import { type Pool, temporaryPasswordDays } from "../pool/pool.ts";
import type { User } from "../user/user.ts";

/** Who may try to sign in at all. Cognito asks this before it looks at the password, even at a wrong one. */
export function checkMayTry(user: User): void {
  if (!user.enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
  if (user.status === "UNCONFIRMED") fail("UserNotConfirmedException");
}

/**
 * Somebody who was imported has no password yet that could be right: an app is told to have one set, unless its client
 * hides who there is (AWS: "Importing users into user pools from a CSV file"). Throws PasswordResetRequiredException.
 */
export function checkHasPassword(client: Client, { status, credentials }: User): void {
  if (status !== "RESET_REQUIRED" || credentials.password || hidesUnknownUsers(client)) return;
  fail("PasswordResetRequiredException", undefined, "the user was imported and has no password yet");
}

/** Who may go on after a right password, or another first factor, and at each step from then on. */
export function checkMayGoOn(pool: Pool, user: User, now: Date): void {
  if (user.status === "RESET_REQUIRED") fail("PasswordResetRequiredException");
  const changedAt = user.credentials.password?.changedAt;
  if (user.status !== "FORCE_CHANGE_PASSWORD" || !changedAt) return;
  if (now.getTime() > changedAt.getTime() + temporaryPasswordDays(pool) * 86_400_000) {
    fail("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.");
  }
}
