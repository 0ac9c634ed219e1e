import type { SessionDescriptionType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Pool, tracksSessions } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Grant } from "./grant.ts";

/**
 * The sessions that stand, the one that was used last first; none while the pool tracks none. `current` is the grant of
 * who asks. They fit one page, because nobody can have more than 100.
 */
export async function listSessions(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  sub: string,
  current?: Grant,
): Promise<SessionDescriptionType[]> {
  if (!tracksSessions(pool)) return [];
  const grants = await database.grants.sessions(pool.id, sub, clock.now());
  return grants.map((grant) => ({
    SessionId: grant.session?.id,
    SessionType: "TOKEN",
    ClientId: grant.clientId,
    CreateDate: grant.authTime,
    LastActiveDate: grant.session?.lastActiveAt,
    DeviceType: grant.session?.deviceType,
    LastIPAddress: grant.session?.ipAddress,
    // Nothing here knows where an address is.
    LastLocation: { Country: "unknown" },
    IsCurrentSession: grant.id === current?.id,
  }));
}

/**
 * Ends one session of a user: its access tokens and its refresh token are of no more use. Throws
 * ResourceNotFoundException when the user has no such session, and InvalidParameterException when it is the caller's own.
 */
export async function revokeSession(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  sub: string,
  sessionId: string,
  current?: Grant,
): Promise<void> {
  if (current?.session?.id === sessionId) {
    fail("InvalidParameterException", "The current session cannot be revoked.");
  }
  const found = tracksSessions(pool) && (await database.grants.revokeSession(pool.id, sub, sessionId, clock.now()));
  if (!found) fail("ResourceNotFoundException", "Session does not exist.");
}
