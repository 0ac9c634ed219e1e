import type { DeliveryMediumType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { notify } from "../message/notify.ts";
import { isPasswordless, type Pool, passwordPolicy } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { buildUser, type NewUser } from "./new-user.ts";
import { choosePassword } from "./password.ts";
import { generatePassword } from "./password-policy.ts";
import type { User } from "./user.ts";
import type { Contact } from "./verification.ts";

/** A user, and the temporary password that the invitation tells; none where the pool lets people do without one. */
export interface Invited {
  readonly user: User;
  readonly password?: string;
}

type PasswordServices = Pick<Services, "passwords" | "random" | "clock">;

/** Gives the user a temporary password: the one given, or one that the pool's policy accepts. */
async function withTemporaryPassword(
  services: PasswordServices,
  pool: Pool,
  user: User,
  given?: string,
): Promise<Invited> {
  const password = given ?? generatePassword(services.random, passwordPolicy(pool));
  return { user: { ...user, credentials: await choosePassword(services, pool, user, password) }, password };
}

/** Builds a user whom an administrator invites; stores nothing. Throws InvalidParameterException, InvalidPasswordException. */
export async function inviteUser(
  services: PasswordServices,
  pool: Pool,
  wanted: Omit<NewUser, "status" | "maker">,
  temporaryPassword?: string,
): Promise<Invited> {
  const user = buildUser(services, pool, { ...wanted, maker: "administrator", status: "FORCE_CHANGE_PASSWORD" });
  if (temporaryPassword === undefined && isPasswordless(pool, user.attributes)) {
    return { user: { ...user, status: "CONFIRMED" } };
  }
  return withTemporaryPassword(services, pool, user, temporaryPassword);
}

/** A fresh temporary password for somebody who has not come yet. Throws UserNotFoundException, UnsupportedUserStateException. */
export async function inviteAgain(
  services: PasswordServices & Pick<Services, "database">,
  pool: Pool,
  name: string,
  temporaryPassword?: string,
): Promise<Invited> {
  const present = await services.database.users.find(pool, name);
  if (!present) fail("UserNotFoundException");
  if (present.status !== "FORCE_CHANGE_PASSWORD") {
    const text = `Resend not possible. ${present.username} status is not FORCE_CHANGE_PASSWORD`;
    fail("UnsupportedUserStateException", text);
  }
  const { user, password } = await withTemporaryPassword(services, pool, present, temporaryPassword);
  const stored = await services.database.users.update(pool, user.sub, (latest) => ({
    ...latest,
    credentials: { ...latest.credentials, ...user.credentials },
    modifiedAt: services.clock.now(),
  }));
  if (!stored) fail("UserNotFoundException");
  return { user: stored, password };
}

/** The contacts to which an invitation goes: those asked for that the user has, else any that the user has. */
function invitationContacts(user: User, mediums: readonly DeliveryMediumType[]): Contact[] {
  const contacts = (["phone_number", "email"] as const).flatMap((attribute): Contact[] => {
    const destination = user.attributes[attribute];
    return destination ? [{ attribute, destination }] : [];
  });
  const asked = contacts.filter(({ attribute }) => mediums.includes(attribute === "email" ? "EMAIL" : "SMS"));
  return asked.length > 0 ? asked : contacts.slice(0, 1);
}

/** Sends the temporary password, by SMS unless other mediums are asked for. Throws CodeDeliveryFailureException. */
export async function sendInvitation(
  services: Services,
  pool: Pool,
  { user, password }: Invited,
  occasion: Occasion,
  mediums: readonly DeliveryMediumType[] = ["SMS"],
): Promise<void> {
  if (password === undefined) return; // There is nothing to tell.
  const contacts = invitationContacts(user, mediums);
  if (contacts.length === 0) {
    services.log.warn(
      { userPoolId: pool.id, sub: user.sub },
      "no invitation was sent: the user has no e-mail address or phone number",
    );
  }
  for (const contact of contacts) {
    await notify(services, pool, user, { about: "AdminCreateUser", occasion, contact, code: password });
  }
}
