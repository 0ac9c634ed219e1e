import { type JwtClaims, verifyJwt } from "../../crypto/jwt.ts";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import { apiScope, type Grant } from "./grant.ts";
import { poolNamedBy } from "./pool-named-by.ts";
import { verifierOf } from "./signing-keys.ts";

/** Whom an access token speaks for. */
export interface TokenHolder {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly grant: Grant;
}

function invalid(reason: string): never {
  fail("NotAuthorizedException", "Invalid Access Token", reason);
}

/** What an access token says, of which nothing but its own form and time has been checked. */
export interface ReadAccessToken {
  readonly pool: Pool;
  readonly claims: JwtClaims;
  readonly scopes: readonly string[];
}

/** Holds an access token to its signature, kind and expiry. Throws NotAuthorizedException in Cognito's words. */
export async function readAccessToken(
  { database, clock }: Pick<Services, "database" | "clock">,
  token: string,
): Promise<ReadAccessToken> {
  const poolId = poolNamedBy(token);
  const pool = poolId === undefined ? undefined : await database.pools.get(poolId);
  if (!pool) invalid("the token names no pool held here");
  const keys = await database.pools.signingKeys(pool.id);
  const verdict = await verifyJwt(token, (kid) => {
    const key = keys.find((candidate) => candidate.kid === kid);
    return key && verifierOf(key);
  });
  if ("refused" in verdict) {
    if (verdict.refused === "malformed") invalid("the token is malformed");
    fail("NotAuthorizedException", "Could not verify signature for Access Token", verdict.refused);
  }
  const { claims } = verdict;
  if (claims.token_use !== "access") invalid(`a token of use ${JSON.stringify(claims.token_use)} was given`);
  if (Number(claims.exp) * 1000 <= clock.of(pool).now().getTime())
    fail("NotAuthorizedException", "Access Token has expired");
  return { pool, claims, scopes: String(claims.scope).split(" ") };
}

/**
 * Holds an access token to everything that the service knows: signature, kind, expiry, revocation, a scope, and a user
 * who is there and enabled. Throws NotAuthorizedException or UserNotFoundException in Cognito's words.
 */
export async function verifyAccessToken(
  services: Pick<Services, "database" | "clock">,
  token: string,
  scope: string = apiScope,
): Promise<TokenHolder> {
  const { database } = services;
  const { pool, claims, scopes } = await readAccessToken(services, token);
  // First, for a client's own token speaks for nobody.
  if (!scopes.includes(scope)) {
    fail("NotAuthorizedException", "Access Token does not have required scopes");
  }

  const grant = await database.grants.get({ poolId: pool.id, sub: String(claims.sub), id: String(claims.event_id) });
  const client = grant && (await database.clients.get(grant.clientId));
  const user = await database.users.find(pool, String(claims.sub));
  if (!user) fail("UserNotFoundException");
  if (!user.enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
  if (!grant || !client || grant.revokedAt) {
    fail("NotAuthorizedException", "Access Token has been revoked");
  }
  return { pool, client, user, grant };
}
