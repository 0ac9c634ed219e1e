import type { CreateGroupRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import { checkRoleAccount } from "../arn.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Group } from "./group.ts";

/** Builds a group of the pool and stores nothing. Throws InvalidParameterException. */
export function newGroup(
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  pool: Pool,
  { GroupName, Description, RoleArn, Precedence }: Omit<CreateGroupRequest, "UserPoolId">,
): Group {
  checkRoleAccount(RoleArn, accountId);
  const now = clock.now();
  return {
    poolId: pool.id,
    name: GroupName as string,
    description: Description,
    roleArn: RoleArn,
    precedence: Precedence,
    createdAt: now,
    modifiedAt: now,
  };
}

/** Stores a new group. Throws GroupExistsException. */
export async function insertGroup({ database }: Pick<Services, "database">, group: Group): Promise<void> {
  try {
    await database.groups.insert(group);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    fail("GroupExistsException");
  }
}
