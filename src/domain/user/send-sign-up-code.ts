import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { type Notice, notify } from "../message/notify.ts";
import { confirmsByLink, type Pool } from "../pool/pool.ts";
import { domainOf } from "../pool-domain/find-domain.ts";
import type { Services } from "../services.ts";
import type { User } from "./user.ts";
import { type Contact, issueCode } from "./verification.ts";

const getsLink = (pool: Pool, { attribute }: Contact): boolean => attribute === "email" && confirmsByLink(pool);

/**
 * Holds a pool that would send a link to having a domain, to which AWS's links lead (ours lead to where the service is).
 * Throws InvalidParameterException.
 */
export async function checkLink(
  services: Pick<Services, "database">,
  pool: Pool,
  contact: Contact | undefined,
): Promise<void> {
  if (!contact || !getsLink(pool, contact) || (await domainOf(services, pool))) return;
  fail(
    "InvalidParameterException",
    "Cannot perform specific action because there does not exist a valid use pool domain associated with the user pool",
  );
}

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
  if (!getsLink(pool, contact)) return notify(services, pool, user, { ...told, contact, code });
  const query = new URLSearchParams({ client_id: client.id, user_name: user.username, confirmation_code: code });
  const link = `${services.publicUrl()}/${pool.id}/confirmUser?${query}`;
  return notify(services, pool, user, { ...told, contact, code, link });
}
