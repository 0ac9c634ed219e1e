import type { UpdateGroupRequest } from "@aws-sdk/client-cognito-identity-provider";
import { checkRoleAccount } from "../arn.ts";
import type { Services } from "../services.ts";
import type { Group } from "./group.ts";

/** The group with the members that `input` has. Throws InvalidParameterException. */
export function changeGroup(
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  group: Group,
  { Description, RoleArn, Precedence }: Pick<UpdateGroupRequest, "Description" | "RoleArn" | "Precedence">,
): Group {
  checkRoleAccount(RoleArn, accountId);
  return {
    ...group,
    description: Description ?? group.description,
    roleArn: RoleArn ?? group.roleArn,
    precedence: Precedence ?? group.precedence,
    modifiedAt: clock.now(),
  };
}
