import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { type AddressedCall, verdictOnAddress } from "./address.ts";
import { riskConfigurationFor, threatProtection } from "./threat-protection.ts";

/**
 * Refuses what somebody asks for who has not signed in, from an address on the client's block list. Sign-ins have words of
 * their own for it (`guardSignIn`). Throws NotAuthorizedException.
 */
export async function refuseBlockedAddress(
  services: Pick<Services, "database">,
  { pool, client, address }: AddressedCall,
): Promise<void> {
  if (threatProtection(pool) !== "ENFORCED") return;
  const configuration = await riskConfigurationFor(services, pool, client.id);
  if (verdictOnAddress(configuration, address) !== "blocked") return;
  fail("NotAuthorizedException", "Request not allowed due to security reasons.", "the address is on the block list");
}
