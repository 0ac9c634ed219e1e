import type { Random } from "../../random.ts";
import { findIdentityProvider } from "../identity-provider/find-identity-provider.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import type { Services } from "../services.ts";
import { answering } from "./answering.ts";
import { acrValuesFor } from "./assurance.ts";
import { attemptLife, hashState } from "./attempt.ts";
import type { AttemptSecrets } from "./upstream.ts";
import { upstreamOf } from "./upstream-of.ts";

/** Where a browser goes, and what its cookie is to hold so that it is known when it comes back. */
export interface Departure {
  readonly location: string;
  readonly cookie: string;
}

/**
 * Sends somebody to the identity provider that the request names. `base` is where the pool's endpoints are, `cookie` what
 * the browser holds from an earlier attempt: two of its tabs may be under way at once. Throws AuthorizationRefused.
 */
export async function beginFederation(
  services: Services,
  request: AuthorizationRequest & { readonly provider: string },
  { base, cookie = newSecret(services.random) }: { readonly base: string; readonly cookie?: string | undefined },
): Promise<Departure> {
  const { pool, loginHint } = request;
  const secrets = newSecrets(services.random);
  const prompt = request.prompt.filter((one) => one !== "none").join(" ") || undefined;
  return answering(request, async () => {
    const provider = await findIdentityProvider(services, pool, request.provider);
    const upstream = await upstreamOf(services, pool, { provider, base });
    const wishes = { loginHint, prompt, acrValues: acrValuesFor(request, provider) };
    const location = await services.federation.begin(upstream, secrets, wishes);
    const now = services.clock.now();
    await services.database.federationAttempts.insert({
      poolId: pool.id,
      id: hashState(secrets.state),
      content: {
        ...{ providerName: provider.id, query: request.query, browser: hashState(cookie), base },
        ...{ nonce: secrets.nonce, requestId: secrets.requestId },
      },
      createdAt: now,
      modifiedAt: now,
      expiresAt: new Date(now.getTime() + attemptLife),
    });
    return { location, cookie };
  });
}

const newSecret = (random: Random): string => random.bytes(32).toString("base64url");

/** An ID in XML must not begin with a digit (xs:ID). */
export const newSecrets = (random: Random): AttemptSecrets => ({
  state: newSecret(random),
  nonce: newSecret(random),
  requestId: `_${random.bytes(20).toString("hex")}`,
});
