import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { notify } from "../message/notify.ts";
import { autoVerified, type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { type Attributes, changeAttributes, checkMutable, checkValues } from "./attributes.ts";
import { changeUser } from "./change-user.ts";
import type { User } from "./user.ts";
import { type Contact, issueCode } from "./verification.ts";

/** Checks a change against the pool's schema and the user. Throws InvalidParameterException. */
function checkChange(pool: Pool, user: User, changes: Attributes): void {
  checkValues(pool, changes);
  checkMutable(pool, user.attributes, changes);
  checkStillNamed(pool, user, changes);
  for (const { Name, Required } of pool.settings.SchemaAttributes) {
    if (Required && Name && changes[Name] === "") {
      fail(
        "InvalidParameterException",
        `Attributes did not conform to the schema: ${Name}: The attribute is required\n`,
      );
    }
  }
}

/**
 * Where people sign in with an e-mail address or phone number, nobody may be left without either, but for those who sign
 * in with their provider.
 */
function checkStillNamed(pool: Pool, user: User, changes: Attributes): void {
  const names = user.status === "EXTERNAL_PROVIDER" ? [] : usernameAttributes(pool);
  const attributes = { ...user.attributes, ...changes };
  if (names.length === 0 || names.some((name) => attributes[name])) return;
  fail("InvalidParameterException", `user.${names[0]}: Attribute cannot be removed: the user signs in with it.\n`);
}

/** Contacts that the change sets to a new value without vouching for it, in a pool that verifies them. */
function contactsToVerify(pool: Pool, user: User, changes: Attributes): Contact[] {
  return (["phone_number", "email"] as const).flatMap((attribute) => {
    const destination = changes[attribute];
    const vouchedFor = changes[`${attribute}_verified`] !== undefined;
    const isNew = destination && destination !== user.attributes[attribute];
    return isNew && !vouchedFor && autoVerified(pool, attribute) ? [{ attribute, destination }] : [];
  });
}

/** With AttributesRequireVerificationBeforeUpdate the old value stays in force until the new one is verified. */
const waitsForCode = (pool: Pool, { attribute }: Contact) =>
  pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes(attribute) ?? false;

/**
 * Changes a user's attributes and sends codes to the new contacts that the pool verifies; answers where they went.
 * Throws InvalidParameterException, AliasExistsException, LimitExceededException, CodeDeliveryFailureException.
 */
export async function updateAttributes(
  services: Services,
  pool: Pool,
  user: User,
  changes: Attributes,
  occasion: Occasion,
): Promise<CodeDeliveryDetailsType[]> {
  checkChange(pool, user, changes);
  const contacts = contactsToVerify(pool, user, changes);
  const waiting = contacts.filter((contact) => waitsForCode(pool, contact)).map(({ attribute }) => attribute as string);
  const atOnce = Object.fromEntries(Object.entries(changes).filter(([name]) => !waiting.includes(name)));
  let changed = user;
  if (Object.keys(atOnce).length > 0) {
    const modifiedAt = services.clock.now();
    changed = await changeUser(services, pool, user, (present) => ({
      ...present,
      attributes: changeAttributes(present.attributes, atOnce),
      modifiedAt,
    }));
    await forgetPending(services, user, atOnce);
  }
  const deliveries: CodeDeliveryDetailsType[] = [];
  for (const contact of contacts) {
    const purpose = `${waitsForCode(pool, contact) ? "update" : "verify"}-${contact.attribute}` as const;
    const code = await issueCode(services, user, purpose, contact);
    deliveries.push(await notify(services, pool, changed, { about: "UpdateUserAttribute", occasion, contact, code }));
  }
  return deliveries;
}

/** A contact that is set at once takes the place of one that still waits for its code. */
async function forgetPending({ database }: Pick<Services, "database">, user: User, atOnce: Attributes): Promise<void> {
  for (const attribute of ["phone_number", "email"] as const) {
    if (atOnce[attribute] !== undefined) await database.codes.forget(user.poolId, user.sub, `update-${attribute}`);
  }
}
