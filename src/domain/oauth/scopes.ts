import type { Client } from "../client/client.ts";
import { registerScope } from "../client/client-scopes.ts";
import type { Pool } from "../pool/pool.ts";
import { findCustomScopes } from "../resource-server/find-resource-server.ts";
import type { Services } from "../services.ts";
import { apiScope } from "../token/grant.ts";
import { AuthorizationRefused, type ReturnAddress } from "./oauth-error.ts";

/** Scopes that no resource server has to stand behind. */
const ofPools = ["openid", apiScope, registerScope];

/** Scopes that ask for claims about the person; they are of no use without `openid` (OpenID Connect Core section 5.4). */
const ofPeople = ["email", "phone", "profile"];

interface Asking {
  readonly pool: Pool;
  readonly client: Client;
  readonly to: ReturnAddress;
}

/**
 * The scopes that a request asks for; all of the client's where it names none. Throws AuthorizationRefused for one that
 * the client lacks.
 */
export async function grantedScopes(
  services: Pick<Services, "database">,
  { pool, client, to }: Asking,
  text = "",
): Promise<readonly string[]> {
  const offered = await offeredScopes(services, pool, client);
  const asked = [...new Set(text.split(" ").filter(Boolean))];
  if (asked.length === 0) return offered;
  const unknown = asked.find((scope) => !offered.includes(scope));
  if (unknown !== undefined) throw refused(to, `the client has no scope ${unknown}`);
  if (!asked.includes("openid") && asked.some((scope) => ofPeople.includes(scope))) {
    throw refused(to, "email, phone and profile need openid beside them");
  }
  return asked;
}

const refused = (to: ReturnAddress, reason: string) => new AuthorizationRefused(to, "invalid_scope", { reason });

/** What a client may ask for: a scope whose resource server is gone stands for nothing any more. */
async function offeredScopes(
  services: Pick<Services, "database">,
  pool: Pool,
  { settings: { AllowedOAuthScopes: allowed = [] } }: Client,
): Promise<readonly string[]> {
  const ofServers = allowed.filter((scope) => !ofPeople.includes(scope) && !ofPools.includes(scope));
  if (ofServers.length === 0) return allowed;
  const custom = await findCustomScopes(services, pool);
  return allowed.filter((scope) => !ofServers.includes(scope) || custom.has(scope));
}
