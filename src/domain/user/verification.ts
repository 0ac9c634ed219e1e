import { createHmac } from "node:crypto";
import { sameText } from "../../crypto/constant-time.ts";
import { fail } from "../../errors.ts";
import { randomDigits } from "../../random.ts";
import { wrongAnswer } from "../authentication/wrong-answer.ts";
import { guessWithinHour } from "../limit/hourly.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Code, CodePurpose } from "./code.ts";
import type { User } from "./user.ts";

const hour = 3_600_000;

/** How long a code of each purpose is good, in milliseconds (AWS: quotas of user pools). */
const lifetimes: Record<CodePurpose, number> = {
  "sign-up": 24 * hour,
  "forgot-password": hour,
  "verify-email": 24 * hour,
  "verify-phone_number": 24 * hour,
  "update-email": 24 * hour,
  "update-phone_number": 24 * hour,
};

/**
 * Answers that a person's codes for one purpose bear within an hour, or so many guesses as there are codes to ask for
 * would find one. After them no code is right and none is sent (AWS: quotas of user pools, ConfirmSignUp).
 */
const triesAllowed = 15;

/** Wrong answers within an hour for one address or number, whoever gives it: or an account more were 15 guesses more. */
const wrongAnswersForDestination = 60;

/** Where a code goes: one of the user's contacts. */
export interface Contact {
  readonly attribute: "email" | "phone_number";
  readonly destination: string;
}

type Owner = Pick<User, "poolId" | "sub">;

const digestOf = ({ sealer }: Pick<Services, "sealer">, { poolId, sub }: Owner, purpose: CodePurpose, code: string) =>
  createHmac("sha256", sealer.derive("codes"))
    .update(JSON.stringify([poolId, sub, purpose, code]))
    .digest("base64url");

/**
 * Makes a six-digit code for the user and keeps its digest, in the place of an earlier one of that purpose.
 * Throws LimitExceededException where the earlier ones of this hour were tried too often.
 */
export async function issueCode(
  services: Pick<Services, "database" | "clock" | "random" | "sealer">,
  owner: Owner,
  purpose: CodePurpose,
  contact: Contact,
): Promise<string> {
  const code = randomDigits(services.random, 6);
  const expiry = services.clock.now().getTime() + lifetimes[purpose];
  const kept = await services.database.codes.put(
    {
      poolId: owner.poolId,
      sub: owner.sub,
      purpose,
      digest: digestOf(services, owner, purpose, code),
      ...contact,
      expiresAt: new Date(expiry),
      tries: 0,
    },
    // One that was sent less than an hour ago expires less than an hour before this one.
    { since: new Date(expiry - hour), bound: triesAllowed },
  );
  if (!kept) fail("LimitExceededException", undefined, "the codes of this hour were tried too often");
  return code;
}

/**
 * The kept code that `answer` is right for. It is not used up yet: spend it in the transaction that acts on it.
 * Throws ExpiredCodeException (none, or too old), CodeMismatchException, or LimitExceededException after too many tries.
 */
export async function checkCode(
  services: Pick<Services, "database" | "clock" | "sealer">,
  owner: Owner,
  purpose: CodePurpose,
  answer: string,
): Promise<Code> {
  const code = await services.database.codes.attempt(owner.poolId, owner.sub, purpose);
  if (!code) fail("ExpiredCodeException", undefined, "no code is waiting");
  if (code.expiresAt <= services.clock.now()) fail("ExpiredCodeException", undefined, "the code has expired");
  if (code.tries > triesAllowed) fail("LimitExceededException", undefined, `the code was tried ${code.tries} times`);
  const guessing = {
    counted: ["wrong codes", code.poolId, code.destination] as const,
    bound: wrongAnswersForDestination,
    refuse: () =>
      fail("LimitExceededException", undefined, "codes to this destination were tried too often in this hour"),
  };
  return guessWithinHour(services, guessing, () => {
    if (sameText(code.digest, digestOf(services, owner, purpose, answer))) return code;
    return wrongAnswer("CodeMismatchException");
  });
}

/** The contact to which a new user's code goes: the phone number before the e-mail address, if the pool verifies it. */
export function contactToVerify(pool: Pool, user: Pick<User, "attributes">): Contact | undefined {
  for (const attribute of ["phone_number", "email"] as const) {
    const destination = user.attributes[attribute];
    if (destination && pool.settings.AutoVerifiedAttributes?.includes(attribute)) return { attribute, destination };
  }
  return undefined;
}
