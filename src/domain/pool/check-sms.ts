import { fail } from "../../errors.ts";
import { checkRoleAccount } from "../arn.ts";
import type { WantedPool } from "./wanted-pool.ts";

/** Regions that take text messages for pools of another one, besides or instead of its own (AWS: "SMS message settings"). */
const alternateRegions: Readonly<Record<string, string>> = {
  "ap-northeast-2": "ap-northeast-1",
  "ap-south-1": "ap-southeast-1",
  "ca-central-1": "us-east-1",
  "eu-central-1": "eu-west-1",
  "eu-west-2": "eu-west-1",
  "us-east-2": "us-east-1",
};

function snsRegions(region: string): string[] {
  const alternate = alternateRegions[region];
  if (!alternate) return [region];
  // Seoul sends nothing by itself.
  return region === "ap-northeast-2" ? [alternate] : [region, alternate];
}

/** What asks for text messages needs to know how to send them. Throws InvalidParameterException. */
export function checkSms({ input, factors: { MfaMethods = [] } = {}, region, accountId }: WantedPool): void {
  const sms = input.SmsConfiguration;
  const needsNoSms = MfaMethods.some((method) => method !== "SMS_MFA");
  if (!sms && !needsNoSms && (input.MfaConfiguration ?? "OFF") !== "OFF") {
    fail(
      "InvalidParameterException",
      "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    );
  }
  if (!sms && input.AutoVerifiedAttributes?.includes("phone_number")) {
    fail(
      "InvalidParameterException",
      "SMS configuration is required when phone_number is selected for auto verification",
    );
  }
  const allowed = snsRegions(region);
  if (sms?.SnsRegion && !allowed.includes(sms.SnsRegion)) {
    fail("InvalidParameterException", `Invalid snsRegion. Allowed SNS region for ${region} is ${allowed.join(", ")}`);
  }
  checkRoleAccount(sms?.SnsCallerArn, accountId);
  checkRoleAccount(sms?.EumsSms?.CallerArn, accountId);
}
