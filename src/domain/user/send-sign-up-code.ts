import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import type { Client } from "../client/client.ts";
import { type Notice, notify } from "../message/notify.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "./user.ts";
import { type Contact, issueCode } from "./verification.ts";

/**
 * Sends a new user the code that confirms them, or, by mail where the pool wants it so, a link that holds it.
 * Throws LimitExceededException, CodeDeliveryFailureException.
 */
export async function sendSignUpCode(
  services: Services,
  { pool, client }: { pool: Pool; client: Client },
  user: User,
  contact: Contact,
  told: Pick<Notice, "about" | "occasion" | "patience">,
): Promise<CodeDeliveryDetailsType> {
  const code = await issueCode(services, user, "sign-up", contact);
  const { DefaultEmailOption } = pool.settings.VerificationMessageTemplate ?? {};
  if (contact.attribute !== "email" || DefaultEmailOption !== "CONFIRM_WITH_LINK") {
    return notify(services, pool, user, { ...told, contact, code });
  }
  const query = new URLSearchParams({ client_id: client.id, user_name: user.username, confirmation_code: code });
  const link = `${services.publicUrl()}/${pool.id}/confirmUser?${query}`;
  return notify(services, pool, user, { ...told, contact, code, link });
}
