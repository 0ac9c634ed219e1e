import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Pool } from "../pool/pool.ts";
import { hasTier } from "../pool/tier.ts";
import type { Services } from "../services.ts";
import { type Replica, replicaId, replicaKey } from "./replica.ts";

/** A region that can hold a replica: AWS's names have at least three parts. */
const regionName = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/**
 * Makes the pool's replica, which does not sign anybody in yet. Throws FeatureUnavailableInTierException,
 * InvalidParameterException, LimitExceededException.
 */
export async function newReplica(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  { region, tags = {} }: { region: string; tags?: Record<string, string> },
): Promise<Replica> {
  checkReplicable(pool, region);
  const { EmailConfiguration } = pool.settings;
  const settings = { EmailConfiguration, LambdaConfig: {}, SmsConfiguration: undefined, UserPoolTags: tags };
  const now = clock.now();
  const replica: Replica = {
    ...{ poolId: pool.id, id: replicaId, createdAt: now, modifiedAt: now },
    uniqueKey: replicaKey(region, pool.id),
    content: { region, active: false, settings },
  };
  try {
    await database.replicas.insert(replica);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    fail("LimitExceededException", "A user pool can have one secondary replica.");
  }
  return replica;
}

/** AWS: "Things to know about multi-Region replication". */
function checkReplicable({ region: primary, settings }: Pool, region: string): void {
  if (!hasTier(settings, "ESSENTIALS")) {
    const tier = settings.UserPoolTier;
    const feature = "Multi-Region Replication";
    fail(
      "FeatureUnavailableInTierException",
      `The following feature is not available for the ${tier} pricing tier configured: ${feature}`,
    );
  }
  if (!regionName.test(region)) fail("InvalidParameterException", `${region} is not a Region.`);
  if (region === primary) {
    fail("InvalidParameterException", `The replica cannot be in ${region}, where the user pool itself is.`);
  }
  if (settings.KeyConfiguration?.KeyType !== "CUSTOMER_MANAGED_KEY") {
    fail("InvalidParameterException", "Replication needs a KeyConfiguration with a customer managed key.");
  }
}
