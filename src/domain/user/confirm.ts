import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { type AliasTakeover, refuseTakenAliases, takeOverAliases } from "./aliases.ts";
import type { Code } from "./code.ts";
import type { User } from "./user.ts";

/** Throws NotAuthorizedException for a user who is not waiting to be confirmed. */
export function checkUnconfirmed(user: User): void {
  if (user.status !== "UNCONFIRMED") {
    fail("NotAuthorizedException", `User cannot be confirmed. Current status is ${user.status}`);
  }
}

/** The user as one who has answered `code`: the contact it went to is verified, if it is still the same. */
const verifiedBy = (code: Code, user: User): User["attributes"] =>
  user.attributes[code.attribute] === code.destination
    ? { ...user.attributes, [`${code.attribute}_verified`]: "true" }
    : user.attributes;

/** Applies a pure change, which may run twice, with a code that was answered: both stand, or neither does. Gives the user. */
export async function changeByCode(
  { database }: Pick<Services, "database">,
  pool: Pool,
  user: User,
  code: Code,
  change: (present: User) => User,
  aliases: AliasTakeover = "refuse",
): Promise<User> {
  const changed = change(user);
  return refuseTakenAliases(database, pool, changed, () =>
    database.transaction(async (stores) => {
      if (!(await stores.codes.spend(code))) fail("ExpiredCodeException", undefined, "the code was used meanwhile");
      if (aliases === "take-over") await takeOverAliases(stores, pool, changed);
      const stored = await stores.users.update(pool, user.sub, change);
      return stored ?? fail("UserNotFoundException");
    }),
  );
}

/**
 * Confirms a new user by the code that was answered, which is used up with it.
 * Throws ExpiredCodeException (used meanwhile) and AliasExistsException.
 */
export async function confirmByCode(
  services: Pick<Services, "database" | "clock">,
  pool: Pool,
  user: User,
  code: Code,
  aliases: AliasTakeover,
): Promise<User> {
  const modifiedAt = services.clock.now();
  const confirm = (present: User): User => {
    checkUnconfirmed(present);
    return { ...present, status: "CONFIRMED", attributes: verifiedBy(code, present), modifiedAt };
  };
  return changeByCode(services, pool, user, code, confirm, aliases);
}

/** A code is no good any more once its contact is not the user's, or an administrator has chosen a password meanwhile. */
function checkStillMeant(code: Code, { attributes, status }: User): void {
  const gone = attributes[code.attribute] !== code.destination;
  if (gone || status === "FORCE_CHANGE_PASSWORD" || status === "EXTERNAL_PROVIDER") {
    fail("ExpiredCodeException", undefined, gone ? "the contact has changed since" : `the user is in ${status} since`);
  }
}

/**
 * Ends a forgotten password: the new one holds, the user is confirmed and so is the contact that got the code.
 * Throws as `confirmByCode` does.
 */
export async function recoverByCode(
  services: Pick<Services, "database" | "clock">,
  pool: Pool,
  user: User,
  code: Code,
  credentials: User["credentials"],
): Promise<User> {
  const modifiedAt = services.clock.now();
  const recover = (present: User): User => {
    checkStillMeant(code, present);
    return {
      ...present,
      status: "CONFIRMED",
      attributes: verifiedBy(code, present),
      credentials: { ...present.credentials, ...credentials },
      modifiedAt,
    };
  };
  return changeByCode(services, pool, user, code, recover);
}
