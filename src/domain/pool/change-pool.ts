import type { UpdateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import { checkPool } from "./check-pool.ts";
import { withKept } from "./kept-settings.ts";
import type { Pool } from "./pool.ts";
import { fillSettings } from "./pool-settings.ts";
import { checkTier } from "./tier.ts";

/**
 * The pool with its settings replaced: what `input` leaves out returns to its default, but for what AWS keeps (`withKept`),
 * the name, what other operations set, and what never changes after CreateUserPool. Throws as `buildPool` does, and
 * TierChangeNotAllowedException.
 */
export function changePool(
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  pool: Pool,
  { PoolName, ...given }: Omit<UpdateUserPoolRequest, "UserPoolId">,
): Pool {
  const input = withKept(given, pool.settings);
  checkPool({ input, factors: pool.settings, region: pool.region, accountId });
  const { Name, SchemaAttributes, AliasAttributes, UsernameAttributes, UsernameConfiguration } = pool.settings;
  const settings = {
    ...fillSettings(input, pool.settings),
    Name: PoolName ?? Name,
    ...{ SchemaAttributes, AliasAttributes, UsernameAttributes, UsernameConfiguration },
  };
  checkTier(settings, pool.settings);
  return { ...pool, settings, modifiedAt: clock.now() };
}
