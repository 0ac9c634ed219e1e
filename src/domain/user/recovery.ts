import { fail } from "../../errors.ts";
import { notify } from "../message/notify.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { isVerified, type User } from "./user.ts";
import { type Contact, issueCode } from "./verification.ts";

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

/** Throws NotAuthorizedException for somebody whose password is not theirs to recover, or not yet. */
export function checkRecoverable({ enabled, status }: Pick<User, "enabled" | "status">): void {
  if (!enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
  if (status === "FORCE_CHANGE_PASSWORD" || status === "EXTERNAL_PROVIDER") refuseNow({ status });
}

function refuseNow({ status }: Pick<User, "status">): never {
  fail("NotAuthorizedException", "User password cannot be reset in the current state.", `the user is in ${status}`);
}

/**
 * An administrator takes the password out of force: the user must set another one by the code that is sent now.
 * Throws what `checkRecoverable` and `recoveryContact` throw, LimitExceededException, CodeDeliveryFailureException.
 */
export async function resetPassword(services: Services, pool: Pool, user: User, occasion: Occasion): Promise<void> {
  const modifiedAt = services.clock.now();
  const reset = (present: User): User => {
    checkRecoverable(present);
    if (present.status === "UNCONFIRMED") refuseNow(present);
    return { ...present, status: "RESET_REQUIRED", modifiedAt };
  };
  reset(user);
  // First the code: nobody is shut out who cannot be sent one.
  const contact = recoveryContact(pool, user);
  const code = await issueCode(services, user, "forgot-password", contact);
  const stored = await services.database.users.update(pool, user.sub, reset);
  if (!stored) return fail("UserNotFoundException");
  await notify(services, pool, stored, { about: "ForgotPassword", occasion, contact, code });
}
