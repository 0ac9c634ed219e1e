import { fail } from "../../errors.ts";
import type { WantedPool } from "./wanted-pool.ts";

const printable = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";

/**
 * An invitation tells people their name and their temporary password, which nobody needs where a code is a first factor
 * (hashicorp/terraform-provider-aws pull request 49294). AWS says so as a constraint that the public model does not have;
 * what it says of a missing name is not on record. Throws InvalidParameterException.
 */
export function checkInvitation({ input: { AdminCreateUserConfig, Policies } }: WantedPool): void {
  const { EmailMessage, SMSMessage } = AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const isPasswordless = factors.includes("EMAIL_OTP") || factors.includes("SMS_OTP");
  const placeholders = isPasswordless ? ["{username}"] : ["{####}", "{username}"];
  // Beside each message what stands around a placeholder in the pattern that AWS quotes.
  const messages = [
    ["emailMessage", EmailMessage, printable],
    ["smsMessage", SMSMessage, "(?s).*"],
  ] as const;
  const violations = messages.flatMap(([member, text, around]) => {
    const missing = text && placeholders.find((placeholder) => !text.includes(placeholder));
    if (!missing) return [];
    return [
      `Value '${text}' at 'adminCreateUserConfig.inviteMessage.${member}' failed to satisfy constraint: ` +
        `Member must satisfy regular expression pattern: ${around}${missing.replace(/[{}]/g, "\\$&")}${around}`,
    ];
  });
  if (violations.length === 0) return;
  const errors = violations.length === 1 ? "error" : "errors";
  fail("InvalidParameterException", `${violations.length} validation ${errors} detected: ${violations.join("; ")}`);
}
