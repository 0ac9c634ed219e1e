import type { Pool } from "../pool/pool.ts";
import type { Letter } from "./sender.ts";

/** Cognito's own sender, for pools that name none. */
const standardSender = "no-reply@verificationemail.com";

/** The sender that is named, or else the address of the SES identity; which may be a whole domain, and that is no address. */
export function senderOf({ From, SourceArn }: { readonly From?: string; readonly SourceArn?: string }): string {
  const identity = SourceArn?.split(":identity/")[1];
  return From ?? (identity?.includes("@") ? identity : standardSender);
}

/** From whom a pool's mail comes and to whom its answers go (AWS, EmailConfigurationType). */
export function envelopeOf(pool: Pool): Pick<Letter, "from" | "replyTo"> {
  const { ReplyToEmailAddress, ...email } = pool.settings.EmailConfiguration ?? {};
  return { from: senderOf(email), ...(ReplyToEmailAddress && { replyTo: ReplyToEmailAddress }) };
}
