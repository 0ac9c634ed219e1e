import * as z from "zod";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";
import type { Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";
import { userAttributes } from "./user-attributes.ts";

interface Facts {
  readonly pool: Pool;
  readonly user: User;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html */
export const postConfirmation = defineTrigger<Facts>()({
  name: "PostConfirmation",
  sources: ["PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword"],
  request: ({ pool, user }) => ({ userAttributes: userAttributes(pool, user) }),
  response: {},
  answer: z.strictObject({}),
  strict: true,
});

/**
 * Tells the pool's function that somebody is confirmed, or has a new password. To be called when that is stored: the
 * function may call back and must see it. What it throws reaches the caller, and changes nothing about the user.
 */
export async function afterConfirmation(
  services: Running,
  { pool, user, occasion }: { readonly pool: Pool; readonly user: User; readonly occasion: Occasion },
  source: (typeof postConfirmation.sources)[number],
): Promise<void> {
  await runTrigger(services, postConfirmation, {
    ...{ pool, source, userName: user.username, occasion },
    facts: { pool, user },
  });
}
