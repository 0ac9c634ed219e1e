import { fail } from "../../errors.ts";
import { checkIdentity } from "../message/check-identity.ts";
import type { WantedPool } from "./wanted-pool.ts";

const address = "[^\\s<>@]+@[^\\s<>@]+";
/** `ada@example.com` or `Ada <ada@example.com>`. */
const sender = new RegExp(`^(?:${address}|[^<>@]*<${address}>)$`, "u");

/** Throws InvalidParameterException or InvalidEmailRoleAccessPolicyException. */
export function checkEmail({ input: { EmailConfiguration: email = {} }, region }: WantedPool): void {
  const { EmailSendingAccount = "COGNITO_DEFAULT", SourceArn, From } = email;
  if (EmailSendingAccount === "DEVELOPER" && !SourceArn) {
    fail("InvalidParameterException", "Source ARN is required to use DEVELOPER email sending owner");
  }
  checkIdentity("EmailConfiguration.SourceArn", SourceArn, region);
  if (EmailSendingAccount === "COGNITO_DEFAULT" && SourceArn) fail("InvalidEmailRoleAccessPolicyException");
  if (From !== undefined && !sender.test(From)) {
    fail("InvalidParameterException", "Provided From email address is invalid");
  }
}
