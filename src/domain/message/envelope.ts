import type { Pool } from "../pool/pool.ts";
import type { Letter } from "./sender.ts";

/** Cognito's own sender, for pools that name none. */
const standardSender = "no-reply@verificationemail.com";

/**
 * From whom a pool's mail comes and to whom its answers go: EmailConfiguration's From, or else the address of the SES
 * identity in its SourceArn (AWS, EmailConfigurationType). An identity may be a whole domain, which is no address.
 */
export function envelopeOf(pool: Pool): Pick<Letter, "from" | "replyTo"> {
  const { From, SourceArn, ReplyToEmailAddress } = pool.settings.EmailConfiguration ?? {};
  const identity = SourceArn?.split(":identity/")[1];
  return {
    from: From ?? (identity?.includes("@") ? identity : standardSender),
    ...(ReplyToEmailAddress && { replyTo: ReplyToEmailAddress }),
  };
}
