import type { UserPoolDescriptionType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { type Pool, poolArn } from "./pool.ts";

/** A pool as CreateUserPool and DescribeUserPool show it (UserPoolType). `users` is how many it has. */
export function describePool(pool: Pool, { accountId, users }: { accountId: string; users: number }): UserPoolType {
  const { SessionConfiguration, ...settings } = pool.settings;
  return {
    ...settings,
    Id: pool.id,
    Arn: poolArn(pool, accountId),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.modifiedAt,
    EstimatedNumberOfUsers: users,
  };
}

/** A pool as ListUserPools shows it (UserPoolDescriptionType). */
export const summarizePool = ({ id, settings, createdAt, modifiedAt }: Pool): UserPoolDescriptionType => ({
  Id: id,
  Name: settings.Name,
  LambdaConfig: settings.LambdaConfig,
  LastModifiedDate: modifiedAt,
  CreationDate: createdAt,
});
