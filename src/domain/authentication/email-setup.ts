import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { changeAttributes, checkMutable, checkValues } from "../user/attributes.ts";
import { needsMfaSetup, preferMfa } from "../user/mfa.ts";
import { isVerified, type User } from "../user/user.ts";
import type { SignInState } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

const hasVerified = (user: User, address: string): boolean =>
  user.attributes.email === address && isVerified(user, "email");

/** Throws InvalidParameterException for an address that the user cannot have. */
export function checkNewEmail(pool: Pool, user: User, email: string): void {
  if (email === "") fail("InvalidParameterException", "Invalid email address format.");
  checkValues(pool, { email });
  checkMutable(pool, user.attributes.email === undefined ? { ...user.attributes, email } : user.attributes, { email });
}

/**
 * What a right code from `address` changes about a user: nothing where it is theirs already; else the address becomes
 * theirs, is verified, and is their second factor. Throws where they have another one by now.
 */
export function setUpEmail(
  { clock }: Pick<Services, "clock">,
  { pool, user }: SignInState,
  address: string,
): ((present: User) => User) | undefined {
  if (hasVerified(user, address)) return undefined;
  const modifiedAt = clock.now();
  return (present) => {
    if (!needsMfaSetup(pool, present)) {
      wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "the user has another contact by now");
    }
    const attributes = changeAttributes(present.attributes, { email: address, email_verified: "true" });
    return preferMfa({ ...present, attributes, modifiedAt }, { EMAIL_OTP: { Enabled: true, PreferredMfa: true } });
  };
}
