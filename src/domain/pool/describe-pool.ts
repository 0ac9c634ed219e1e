import type { UserPoolDescriptionType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { ListedPool } from "./list-pools.ts";
import { type Pool, poolArn } from "./pool.ts";

/** A pool as CreateUserPool and DescribeUserPool show it (UserPoolType). `users` is how many it has. */
export const describePool = (pool: Pool, { accountId, users }: { accountId: string; users: number }): UserPoolType => ({
  ...pool.settings,
  Id: pool.id,
  Arn: poolArn(pool, accountId),
  CreationDate: pool.createdAt,
  LastModifiedDate: pool.modifiedAt,
  EstimatedNumberOfUsers: users,
});

/** A pool as ListUserPools shows it (UserPoolDescriptionType). */
export const summarizePool = ({ pool, replicaRegions }: ListedPool): UserPoolDescriptionType => ({
  Id: pool.id,
  Name: pool.settings.Name,
  LambdaConfig: pool.settings.LambdaConfig,
  LastModifiedDate: pool.modifiedAt,
  CreationDate: pool.createdAt,
  ...(replicaRegions.length > 0 && { ReplicaRegions: [...replicaRegions] }),
});
