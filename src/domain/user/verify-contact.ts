import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { notify } from "../message/notify.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Occasion } from "../trigger/occasion.ts";
import type { Code } from "./code.ts";
import { changeByCode } from "./confirm.ts";
import type { User } from "./user.ts";
import { type Contact, checkCode, issueCode } from "./verification.ts";

/** The attribute that is to be verified. Throws InvalidParameterException for one that no code can be sent to. */
function contactNamed(attribute: string): Contact["attribute"] {
  if (attribute === "email" || attribute === "phone_number") return attribute;
  fail("InvalidParameterException", "Invalid attribute name. Only phone_number and email can be verified.");
}

/** A new value that waits for its code (AttributesRequireVerificationBeforeUpdate), for as long as the code is good. */
async function pendingCode(
  { database, clock }: Pick<Services, "database" | "clock">,
  { poolId, sub }: User,
  attribute: Contact["attribute"],
): Promise<Code | undefined> {
  const code = await database.codes.get(poolId, sub, `update-${attribute}`);
  return code && code.expiresAt > clock.now() ? code : undefined;
}

/**
 * Sends a code to the user's address or number, or to the one that waits to take its place; answers where it went.
 * Throws InvalidParameterException, LimitExceededException, CodeDeliveryFailureException.
 */
export async function sendVerification(
  services: Services,
  pool: Pool,
  user: User,
  attributeName: string,
  occasion: Occasion,
): Promise<CodeDeliveryDetailsType> {
  const attribute = contactNamed(attributeName);
  const pending = await pendingCode(services, user, attribute);
  const destination = pending?.destination ?? user.attributes[attribute];
  if (!destination) fail("InvalidParameterException", `User has no ${attribute} to verify.`);
  const contact = { attribute, destination };
  const code = await issueCode(services, user, pending?.purpose ?? `verify-${attribute}`, contact);
  return notify(services, pool, user, { about: "VerifyUserAttribute", occasion, contact, code });
}

/**
 * Verifies the user's address or number by the code that went there; one that waited for it is in force from now on.
 * Throws what `checkCode` throws, InvalidParameterException, and AliasExistsException where the value, once verified, is
 * a name that leads to somebody else.
 */
export async function verifyContact(
  services: Pick<Services, "database" | "clock" | "sealer">,
  pool: Pool,
  user: User,
  attributeName: string,
  answer: string,
): Promise<void> {
  const attribute = contactNamed(attributeName);
  const pending = await pendingCode(services, user, attribute);
  const code = await checkCode(services, user, pending?.purpose ?? `verify-${attribute}`, answer);
  const modifiedAt = services.clock.now();
  await changeByCode(services, pool, user, code, (present) => {
    if (!pending && present.attributes[attribute] !== code.destination) {
      fail("ExpiredCodeException", undefined, "the contact has changed since");
    }
    const verified = { [attribute]: code.destination, [`${attribute}_verified`]: "true" };
    return { ...present, attributes: { ...present.attributes, ...verified }, modifiedAt };
  });
}
