import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { FactorSettings } from "./pool.ts";
import type { PoolInput } from "./pool-settings.ts";

/** What a pool is to be, and where: what the rules look at before it is made or changed. */
export interface WantedPool {
  readonly input: PoolInput & Pick<CreateUserPoolRequest, "AliasAttributes" | "UsernameAttributes">;
  /** What SetUserPoolMfaConfig has set of the pool before. */
  readonly factors?: FactorSettings;
  readonly region: string;
  readonly accountId: string;
}
