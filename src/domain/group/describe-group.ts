import type { GroupType } from "@aws-sdk/client-cognito-identity-provider";
import type { Group } from "./group.ts";

/** A group as the API shows it (GroupType). */
export const describeGroup = (group: Group): GroupType => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  LastModifiedDate: group.modifiedAt,
  CreationDate: group.createdAt,
});
