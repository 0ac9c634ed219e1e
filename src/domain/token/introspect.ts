import { type JwtClaims, verifyJwt } from "../../crypto/jwt.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { poolNamedBy } from "./pool-named-by.ts";
import { verifierOf } from "./signing-keys.ts";

/** Whether a token stands, at the time by which its pool goes. */
export interface Standing {
  readonly active: boolean;
  /** Why it does not. */
  readonly reason?: string;
  readonly now: Date;
}

/**
 * Holds an ID or access token to everything that the service knows of it now: signature, expiry, revocation, sign-out, a
 * client that is there, and a user who is there and enabled. The word of the service for gateways that are stricter than
 * AWS's, which look at the token alone.
 */
export async function introspect(
  { database, clock }: Pick<Services, "database" | "clock">,
  token: string,
): Promise<Standing> {
  const poolId = poolNamedBy(token);
  const pool = poolId === undefined ? undefined : await database.pools.get(poolId);
  if (!pool) return { active: false, reason: "it names no pool held here", now: clock.now() };
  const now = clock.of(pool).now();
  const refuse = (reason: string): Standing => ({ active: false, reason, now });

  const keys = await database.pools.signingKeys(pool.id);
  const verdict = await verifyJwt(token, (kid) => {
    const key = keys.find((candidate) => candidate.kid === kid);
    return key && verifierOf(key);
  });
  if ("refused" in verdict) return refuse(verdict.refused);
  const reason = await whyEnded({ database, clock }, pool, verdict.claims);
  return reason === undefined ? { active: true, now } : refuse(reason);
}

/**
 * Why a token of this pool that was signed here is not good any more, by everything that the service knows of it now; a
 * reason to write down, and undefined while it is good.
 */
export async function whyEnded(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  claims: JwtClaims,
): Promise<string | undefined> {
  if (!(Number(claims.exp) * 1000 > clock.of(pool).now().getTime())) return "it has expired";
  if (!(await database.clients.get(clientOf(claims)))) return "its client is not there any more";
  // A client's own token, which speaks for nobody.
  if (claims.event_id === undefined && claims.sub === claims.client_id) return undefined;

  const user = await database.users.find(pool, String(claims.sub));
  if (!user) return "the user is not there any more";
  if (!user.enabled) return "the user is disabled";
  const grant = await database.grants.get({ poolId: pool.id, sub: String(claims.sub), id: String(claims.event_id) });
  return !grant || grant.revokedAt ? "it was revoked, or its user was signed out" : undefined;
}

const clientOf = ({ client_id, aud }: JwtClaims): string => String(client_id ?? aud);
