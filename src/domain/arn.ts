import { fail } from "../errors.ts";

/** An ARN's parts: `arn:<partition>:<service>:<region>:<account>:<resource>`. */
function part(arn: string, index: number): string {
  return arn.split(":")[index] ?? "";
}

export const arnRegion = (arn: string): string => part(arn, 3);

/** Throws InvalidParameterException for a role that is not the service's own account's. */
export function checkRoleAccount(roleArn: string | undefined, accountId: string): void {
  if (roleArn && part(roleArn, 4) !== accountId) {
    const reason = `the role is of account ${part(roleArn, 4)}, the service acts as ${accountId}`;
    fail("InvalidParameterException", "Cross-account pass role is not allowed.", reason);
  }
}
