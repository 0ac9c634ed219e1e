import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { countWithinHour } from "./hourly.ts";

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
  services: Pick<Services, "database" | "clock" | "userLimits">,
  operation: keyof typeof callsAllowed,
  { poolId, sub }: Pick<User, "poolId" | "sub">,
): Promise<void> {
  if (services.userLimits === "off") return;
  const bound = callsAllowed[operation];
  if (await countWithinHour(services, ["calls of a user", operation, poolId, sub], bound)) return;
  fail("LimitExceededException", undefined, `more than ${bound} calls of ${operation} for the user in an hour`);
}
