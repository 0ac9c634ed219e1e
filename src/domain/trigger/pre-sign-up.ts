import * as z from "zod";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { AliasTakeover } from "../user/aliases.ts";
import type { Attributes } from "../user/attributes.ts";
import type { User } from "../user/user.ts";
import type { Metadata, Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

interface Facts {
  /** Those that were given: nobody has a sub or a status yet. */
  readonly attributes: Attributes;
  readonly validationData?: Metadata;
}

const noAliases = { "cognito:email_alias": "", "cognito:phone_number_alias": "" };

/** What PreSignUp_ExternalProvider is told of somebody: beside their attributes their aliases, always empty, and no data. */
export const factsFromProvider = (attributes: Attributes): Facts => ({
  attributes: { ...noAliases, ...attributes },
  validationData: {},
});

const flag = z.boolean().nullish();

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html */
export const preSignUp = defineTrigger<Facts>()({
  name: "PreSignUp",
  sources: ["PreSignUp_SignUp", "PreSignUp_AdminCreateUser", "PreSignUp_ExternalProvider"],
  request: ({ attributes, validationData = null }) => ({ userAttributes: attributes, validationData }),
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  answer: z.strictObject({ autoConfirmUser: flag, autoVerifyEmail: flag, autoVerifyPhone: flag }),
});

/** Somebody who is about to be made. */
export interface Newcomer {
  readonly pool: Pool;
  readonly user: User;
  /** As they were given. */
  readonly attributes: Attributes;
  readonly validationData?: Metadata;
  readonly occasion: Occasion;
}

/** Has the pool's function judge somebody whom an administrator makes; what it answers changes nothing about them. */
export async function beforeCreation(services: Running, newcomer: Newcomer): Promise<void> {
  await ask(services, newcomer, "PreSignUp_AdminCreateUser");
}

/**
 * Somebody who signs up, by themselves or through an identity provider, as the pool's function lets them: confirmed at
 * once, with contacts that are verified; then aliases come along from whoever held them. Nothing is stored yet. Throws
 * InvalidLambdaResponseException where it verifies a contact that there is not.
 */
export async function beforeSignUp(
  services: Running,
  newcomer: Newcomer,
  source: "PreSignUp_SignUp" | "PreSignUp_ExternalProvider",
): Promise<{ user: User; aliases: AliasTakeover }> {
  const { user } = newcomer;
  const answer = await ask(services, newcomer, source);
  if (!answer) return { user, aliases: "refuse" };
  const verified = verifiedBy(answer, user.attributes);
  return {
    user: {
      ...user,
      status: answer.autoConfirmUser ? "CONFIRMED" : user.status,
      attributes: { ...user.attributes, ...Object.fromEntries(verified.map((name) => [`${name}_verified`, "true"])) },
    },
    aliases: verified.length > 0 ? "take-over" : "refuse",
  };
}

/** The contacts that an answer verifies. Throws InvalidLambdaResponseException where there is none of the kind. */
export function verifiedBy(
  answer: z.output<typeof preSignUp.answer>,
  attributes: Attributes,
): ("email" | "phone_number")[] {
  const verified = [
    ...(answer.autoVerifyEmail ? (["email"] as const) : []),
    ...(answer.autoVerifyPhone ? (["phone_number"] as const) : []),
  ];
  const missing = verified.find((contact) => !attributes[contact]);
  if (missing) {
    const text = `The user has no ${missing} to verify.`;
    fail("InvalidLambdaResponseException", text, "the function verifies a contact that there is not");
  }
  return verified;
}

const ask = (
  services: Running,
  { pool, user, attributes, validationData, occasion }: Newcomer,
  source: (typeof preSignUp.sources)[number],
) =>
  runTrigger(services, preSignUp, {
    ...{ pool, source, userName: user.username, occasion },
    facts: { attributes, validationData },
  });
