import type { AuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { CallContext } from "../authentication/call-context.ts";
import type { ClientOfPool } from "../client/find-client.ts";
import type { Services } from "../services.ts";
import { type AddressedCall, verdictOnAddress } from "./address.ts";
import { SignInBlocked } from "./risk.ts";
import { protectionOfFlow, riskConfigurationFor, threatProtection } from "./threat-protection.ts";

const reason = "the address is on the block list";

async function isBlocked(
  services: Pick<Services, "database">,
  { pool, client, address }: AddressedCall,
): Promise<boolean> {
  const configuration = await riskConfigurationFor(services, pool, client.id);
  return verdictOnAddress(configuration, address) === "blocked";
}

/**
 * Refuses what somebody asks for who has not signed in, from an address on the client's block list. Throws
 * NotAuthorizedException.
 */
export async function refuseBlockedAddress(services: Pick<Services, "database">, call: AddressedCall): Promise<void> {
  if (threatProtection(call.pool) !== "ENFORCED" || !(await isBlocked(services, call))) return;
  fail("NotAuthorizedException", "Request not allowed due to security reasons.", reason);
}

/** The same for a step of a sign-in, in the words that those have for it. Throws NotAuthorizedException. */
export async function refuseBlockedSignIn(
  services: Pick<Services, "database">,
  { pool, client, context }: ClientOfPool & { readonly context: CallContext },
  flow: AuthFlowType,
): Promise<void> {
  if (protectionOfFlow(pool, flow) !== "ENFORCED") return;
  if (await isBlocked(services, { pool, client, address: context.origin.ipAddress })) {
    throw new SignInBlocked("High", reason);
  }
}
