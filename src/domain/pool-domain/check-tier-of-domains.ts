import type { UserPoolTierType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import { hasTier } from "../pool/tier.ts";
import type { Services } from "../services.ts";
import { domainsOf } from "./find-domain.ts";

/** Throws TierChangeNotAllowedException where a pool is to have a tier without the managed login that its domains have. */
export async function checkTierOfDomains(
  services: Pick<Services, "database">,
  pool: Pool,
  UserPoolTier?: UserPoolTierType,
): Promise<void> {
  if (hasTier({ UserPoolTier }, "ESSENTIALS")) return;
  const domains = await domainsOf(services, pool);
  if (domains.every(({ content }) => content.managedLoginVersion === 1)) return;
  fail(
    "TierChangeNotAllowedException",
    `The following features need to be disabled for the ${UserPoolTier} pricing tier configured: Managed Login Version 2`,
  );
}
