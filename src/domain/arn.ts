import { fail } from "../errors.ts";

/** An ARN's parts: `arn:<partition>:<service>:<region>:<account>:<resource>`. */
function part(arn: string, index: number): string {
  return arn.split(":")[index] ?? "";
}

export const arnRegion = (arn: string): string => part(arn, 3);

export const arnAccount = (arn: string): string => part(arn, 4);

/** Throws InvalidParameterException for a role that is not the service's own account's. */
export function checkRoleAccount(roleArn: string | undefined, accountId: string): void {
  if (roleArn && arnAccount(roleArn) !== accountId) {
    const reason = `the role is of account ${arnAccount(roleArn)}, the service acts as ${accountId}`;
    fail("InvalidParameterException", "Cross-account pass role is not allowed.", reason);
  }
}
