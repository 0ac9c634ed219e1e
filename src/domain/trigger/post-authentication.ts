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
  /** Whether the pool tracks devices, and the sign-in comes from one that is not known. */
  readonly newDeviceUsed: boolean;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html */
export const postAuthentication = defineTrigger<Facts>()({
  name: "PostAuthentication",
  sources: ["PostAuthentication_Authentication"],
  request: ({ pool, user, newDeviceUsed }) => ({ userAttributes: userAttributes(pool, user), newDeviceUsed }),
  response: {},
  answer: z.strictObject({}),
  strict: true,
});

/** Tells the pool's function that somebody has shown all that is asked for. What it throws leaves them without tokens. */
export async function afterSignIn(services: Running, facts: Facts, occasion: Occasion): Promise<void> {
  await runTrigger(services, postAuthentication, {
    ...{ pool: facts.pool, source: "PostAuthentication_Authentication", userName: facts.user.username, occasion },
    facts,
  });
}
