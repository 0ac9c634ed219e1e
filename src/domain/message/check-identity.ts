import { fail } from "../../errors.ts";
import { arnRegion } from "../arn.ts";

/** Regions whose SES sends for pools of every region, beside the pool's own. */
const sesRegions = ["eu-west-1", "us-east-1", "us-west-2"];

/** Holds an identity of SES, which `member` names, to the regions that send for a pool of `region`. Throws InvalidParameterException. */
export function checkIdentity(member: string, arn: string | undefined, region: string): void {
  const allowed = [...new Set([...sesRegions, region])].sort();
  if (arn === undefined || allowed.includes(arnRegion(arn))) return;
  fail(
    "InvalidParameterException",
    `Invalid ${member}. Provided SourceArn must be in one of the following SES regions: ${allowed.join(", ")}.`,
  );
}
