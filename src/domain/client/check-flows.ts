import { fail } from "../../errors.ts";
import { checkFeature } from "../pool/tier.ts";
import { rotatesRefreshTokens } from "./client.ts";
import type { WantedClient } from "./wanted-client.ts";

/** Which ways to sign in go together. Throws InvalidParameterException, FeatureUnavailableInTierException. */
export function checkFlows({ settings, secrets, pool }: WantedClient): void {
  const flows: readonly string[] = settings.ExplicitAuthFlows ?? [];
  const present = flows.filter((flow) => flow.startsWith("ALLOW_"));
  if (present.length > 0 && present.length < flows.length) {
    fail("InvalidParameterException", "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
  }
  checkClientToken(flows, secrets);
  const rotates = rotatesRefreshTokens({ settings });
  if (rotates && flows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    fail(
      "InvalidParameterException",
      "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled",
    );
  }
  if (rotates) checkFeature(pool.settings, "ESSENTIALS", "Refresh Token Rotation");
  if (flows.includes("ALLOW_USER_AUTH")) checkFeature(pool.settings, "ESSENTIALS", "Passwordless Sign-In");
}

/** A client that gets tokens for itself signs nobody in. */
function checkClientToken(flows: readonly string[], secrets: WantedClient["secrets"]): void {
  if (!flows.includes("ALLOW_CLIENT_TOKEN_AUTH")) return;
  if (flows.length > 1) {
    fail("InvalidParameterException", "ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.");
  }
  if (secrets.length === 0) {
    fail("InvalidParameterException", "ALLOW_CLIENT_TOKEN_AUTH requires a client secret.");
  }
}
