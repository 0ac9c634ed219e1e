import { fail } from "../../errors.ts";
import { arnRegion } from "../arn.ts";
import type { WantedPool } from "./wanted-pool.ts";

/** Regions whose SES sends for pools of every region, beside the pool's own. */
const sesRegions = ["eu-west-1", "us-east-1", "us-west-2"];

const address = "[^\\s<>@]+@[^\\s<>@]+";
/** `ada@example.com` or `Ada <ada@example.com>`. */
const sender = new RegExp(`^(?:${address}|[^<>@]*<${address}>)$`, "u");

/** Throws InvalidParameterException or InvalidEmailRoleAccessPolicyException. */
export function checkEmail({ input: { EmailConfiguration: email = {} }, region }: WantedPool): void {
  const { EmailSendingAccount = "COGNITO_DEFAULT", SourceArn, From } = email;
  if (EmailSendingAccount === "DEVELOPER" && !SourceArn) {
    fail("InvalidParameterException", "Source ARN is required to use DEVELOPER email sending owner");
  }
  const allowed = [...new Set([...sesRegions, region])].sort();
  if (SourceArn && !allowed.includes(arnRegion(SourceArn))) {
    fail(
      "InvalidParameterException",
      `Provided SourceArn must be in one of the following SES regions: ${allowed.join(", ")}.`,
    );
  }
  if (EmailSendingAccount === "COGNITO_DEFAULT" && SourceArn) fail("InvalidEmailRoleAccessPolicyException");
  if (From !== undefined && !sender.test(From)) {
    fail("InvalidParameterException", "Provided From email address is invalid");
  }
}
