import type { ClientSSOSessionConfigType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { type Pool, type SessionConfiguration, tracksSessions } from "../pool/pool.ts";
import { hasTier } from "../pool/tier.ts";
import type { Services } from "../services.ts";

/** Throws FeatureUnavailableInTierException in a pool of the lowest tier. */
function checkTier({ settings }: Pool): void {
  if (hasTier(settings, "ESSENTIALS")) return;
  const text = `The following feature is not available for the ${settings.UserPoolTier} pricing tier configured: User Session Tracking`;
  fail("FeatureUnavailableInTierException", text);
}

/**
 * Replaces a pool's session configuration. Sessions that are there stay, even if they are too many; while tracking is off
 * nobody is shown them. Throws FeatureUnavailableInTierException, ResourceNotFoundException.
 */
export async function configureSessions(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  SessionConfiguration: SessionConfiguration,
): Promise<void> {
  const modifiedAt = clock.now();
  const changed = await database.pools.update(pool.id, (present) => {
    checkTier(present);
    return { ...present, settings: { ...present.settings, SessionConfiguration }, modifiedAt };
  });
  if (!changed) fail("ResourceNotFoundException", `User pool ${pool.id} does not exist.`);
}

/**
 * Replaces a client's session configuration. Throws FeatureUnavailableInTierException, ResourceNotFoundException, and
 * InvalidParameterException where the pool does not track sessions.
 */
export async function configureClientSessions(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  client: Client,
  SSOSession: ClientSSOSessionConfigType,
): Promise<void> {
  checkTier(pool);
  if (!tracksSessions(pool)) {
    fail("InvalidParameterException", "Session tracking must be enabled for the user pool.");
  }
  const modifiedAt = clock.now();
  const changed = await database.clients.update(client.id, (present) => ({
    ...present,
    settings: { ...present.settings, SSOSession },
    modifiedAt,
  }));
  if (!changed) fail("ResourceNotFoundException", `User pool client ${client.id} does not exist.`);
}
