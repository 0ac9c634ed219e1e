import * as z from "zod";
import type { Pool } from "../pool/pool.ts";
import type { Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";

type Texts = Readonly<Record<string, string>>;

/** What an identity provider told of somebody who came through it. */
export interface InboundFacts {
  readonly providerName: string;
  /** As a federated user's identity names it: OIDC, SAML, Facebook, Google, SignInWithApple, LoginWithAmazon. */
  readonly providerType: string;
  /** Whatever it is that the provider told, Cognito tells it as text. */
  readonly attributes:
    | { readonly tokenResponse: Texts; readonly idToken: Texts; readonly userInfo: Texts }
    | { readonly samlResponse: Texts };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html */
export const inboundFederation = defineTrigger<InboundFacts>()({
  name: "InboundFederation",
  sources: ["InboundFederation_ExternalProvider"],
  request: ({ providerName, providerType, attributes }) => ({ providerName, providerType, attributes }),
  response: { userAttributesToMap: {} },
  answer: z.strictObject({ userAttributesToMap: z.record(z.string(), z.unknown()).nullish() }),
});

/**
 * The provider's attributes that are mapped to the user's, as the pool's function wants them: all of them in the place of
 * the original ones. Undefined where it leaves those, or the pool has none.
 */
export async function attributesToMap(
  services: Running,
  { pool, userName, occasion }: { readonly pool: Pool; readonly userName: string; readonly occasion: Occasion },
  facts: InboundFacts,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const source = "InboundFederation_ExternalProvider";
  const answer = await runTrigger(services, inboundFederation, { pool, source, userName, occasion, facts });
  const wanted = answer?.userAttributesToMap ?? {};
  return Object.keys(wanted).length > 0 ? wanted : undefined;
}
