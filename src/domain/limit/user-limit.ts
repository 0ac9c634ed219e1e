import { hash } from "node:crypto";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";

const hour = 3_600_000;

/** How often each may be called for one user within an hour (AWS: "Quotas in Amazon Cognito", per user). */
const callsAllowed = {
  ChangePassword: 5,
  /** At AWS 5 to 20, by the risk of the call. */
  ConfirmForgotPassword: 15,
  ConfirmSignUp: 15,
  ForgotPassword: 5,
  GetUserAttributeVerificationCode: 5,
  ResendConfirmationCode: 5,
  VerifyUserAttribute: 15,
} as const;

/**
 * Counts a call for a user, on whichever instance, in the hour that the service's clock shows; for nobody as for somebody.
 * Throws LimitExceededException for one too many.
 */
export async function countUserCall(
  { database, clock, userLimits }: Pick<Services, "database" | "clock" | "userLimits">,
  operation: keyof typeof callsAllowed,
  { poolId, sub }: Pick<User, "poolId" | "sub">,
): Promise<void> {
  if (userLimits === "off") return;
  const bound = callsAllowed[operation];
  const hours = Math.floor(clock.now().getTime() / hour);
  const id = hash("sha256", JSON.stringify(["calls of a user", operation, poolId, sub, hours]), "base64url");
  // What makes the count full is the first call too many; after it, nothing is counted.
  const calls = await database.spent.countFailure(id, new Date((hours + 1) * hour), bound + 1);
  if (calls === undefined || calls > bound) {
    fail("LimitExceededException", undefined, `more than ${bound} calls of ${operation} for the user in an hour`);
  }
}
