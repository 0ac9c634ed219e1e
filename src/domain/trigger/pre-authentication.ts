import * as z from "zod";
import type { Metadata, Occasion } from "./occasion.ts";
import { type Person, personIn, userNameOf } from "./person.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

interface Facts {
  readonly person: Person;
  /** ClientMetadata of the call that begins the sign-in. */
  readonly validationData?: Metadata;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html */
export const preAuthentication = defineTrigger<Facts>()({
  name: "PreAuthentication",
  sources: ["PreAuthentication_Authentication"],
  request: ({ person, validationData = null }) => ({ ...personIn(person), validationData }),
  response: {},
  answer: z.strictObject({}),
  strict: true,
});

/** Has the pool's function judge who begins a sign-in, before anything of them is looked at. */
export async function beforeSignIn(
  services: Running,
  person: Person,
  { occasion, validationData }: { readonly occasion: Occasion; readonly validationData?: Metadata },
): Promise<void> {
  await runTrigger(services, preAuthentication, {
    ...{ pool: person.pool, source: "PreAuthentication_Authentication", userName: userNameOf(person), occasion },
    facts: { person, validationData },
  });
}
