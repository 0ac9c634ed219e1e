import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import { isVerified, type User } from "./user.ts";
import type { Contact } from "./verification.ts";

/** Pools without a recovery setting: a verified phone number first, then a verified e-mail address. */
const legacyOrder = ["phone_number", "email"] as const;

/**
 * Where the code of a forgotten password goes: the first of the pool's recovery mechanisms that the user has verified
 * (AWS: AccountRecoverySettingType). Throws NotAuthorizedException where only an administrator may help, and
 * InvalidParameterException when the user has no such contact.
 */
export function recoveryContact(pool: Pool, user: Pick<User, "attributes">): Contact {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms;
  if (mechanisms?.some(({ Name }) => Name === "admin_only")) {
    fail("NotAuthorizedException", "Contact administrator to reset password.");
  }
  const order = mechanisms?.length
    ? mechanisms
        .toSorted((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
        .map(({ Name }) => (Name === "verified_email" ? "email" : "phone_number"))
    : legacyOrder;
  for (const attribute of order) {
    const destination = user.attributes[attribute];
    if (destination && isVerified(user, attribute)) return { attribute, destination };
  }
  fail(
    "InvalidParameterException",
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}
