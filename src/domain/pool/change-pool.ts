import type { UpdateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import { checkPool } from "./check-pool.ts";
import type { Pool } from "./pool.ts";
import { fillSettings } from "./pool-settings.ts";
import { checkTier } from "./tier.ts";

/**
 * The pool with its settings replaced: what `input` leaves out returns to its default, but for the name, the tags, the
 * sign-in policy, the client registration, the tracking of sessions and what never changes after CreateUserPool. Throws
 * as `newPool` does, and TierChangeNotAllowedException.
 */
export function changePool(
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  pool: Pool,
  input: Omit<UpdateUserPoolRequest, "UserPoolId">,
): Pool {
  checkPool({ input, mfaMethods: pool.settings.MfaMethods, region: pool.region, accountId });
  const { Name, SchemaAttributes, AliasAttributes, UsernameAttributes, UsernameConfiguration } = pool.settings;
  const settings = {
    ...fillSettings(input, pool.settings),
    Name: input.PoolName ?? Name,
    ...{ SchemaAttributes, AliasAttributes, UsernameAttributes, UsernameConfiguration },
  };
  checkTier(settings, pool.settings);
  return { ...pool, settings, modifiedAt: clock.now() };
}
