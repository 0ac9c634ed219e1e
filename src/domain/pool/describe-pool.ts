import type { UserPoolDescriptionType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { nameDomains } from "../pool-domain/describe-domain.ts";
import type { PoolDomain } from "../pool-domain/pool-domain.ts";
import { describeAcr } from "./acr.ts";
import type { ListedPool } from "./list-pools.ts";
import { type Pool, poolArn } from "./pool.ts";
import { identitiesSchema } from "./schema-attributes.ts";

/** What DescribeUserPool shows beside a pool's settings. */
export interface Surroundings {
  readonly accountId: string;
  /** How many it has. */
  readonly users: number;
  /** None when the pool is new. */
  readonly domains?: readonly PoolDomain[];
  /** Names of its identity providers; none when the pool is new. */
  readonly providers?: readonly string[];
}

/** A pool as CreateUserPool and DescribeUserPool show it (UserPoolType). */
export function describePool(
  pool: Pool,
  { accountId, users, domains = [], providers = [] }: Surroundings,
): UserPoolType {
  const { MfaMethods, EmailMfaConfiguration, SoftwareTokenMfaConfiguration, ...settings } = pool.settings;
  const { WebAuthnConfiguration, SessionConfiguration, ...shown } = settings;
  return {
    ...shown,
    SchemaAttributes: [...shown.SchemaAttributes, ...(providers.length > 0 ? [identitiesSchema] : [])],
    AcrConfiguration: describeAcr(pool.settings),
    ...nameDomains(domains),
    Id: pool.id,
    Arn: poolArn(pool, accountId),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.modifiedAt,
    EstimatedNumberOfUsers: users,
  };
}

/** A pool as ListUserPools shows it (UserPoolDescriptionType). */
export const summarizePool = ({ pool, replicaRegions }: ListedPool): UserPoolDescriptionType => ({
  Id: pool.id,
  Name: pool.settings.Name,
  LambdaConfig: pool.settings.LambdaConfig,
  LastModifiedDate: pool.modifiedAt,
  CreationDate: pool.createdAt,
  ...(replicaRegions.length > 0 && { ReplicaRegions: [...replicaRegions] }),
});
