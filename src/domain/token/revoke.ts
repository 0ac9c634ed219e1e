import type { RevokeAssociatedSessionsType } from "@aws-sdk/client-cognito-identity-provider";
import type { ClientOfPool } from "../client/find-client.ts";
import { tracksSessions } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { readRefreshToken } from "./grant.ts";

/** Is this no refresh token, but one of the others? Those are signed JWTs, of three parts. */
export const isNoRefreshToken = (token: string): boolean => token.split(".").length === 3;

/**
 * Ends what came of a refresh token; `LINKED`, where the pool tracks sessions, the session of the pages that it came of
 * too. Of an unknown token, or one of another client, nothing is told (RFC 7009 section 2.2).
 */
export async function revokeRefreshToken(
  { database, clock }: Pick<Services, "database" | "clock">,
  { client, pool }: ClientOfPool,
  token: string,
  associated: RevokeAssociatedSessionsType = "NONE",
): Promise<void> {
  const shown = readRefreshToken(token);
  const grant = shown && (await database.grants.byRefreshToken(pool.id, shown));
  if (grant?.clientId !== client.id) return;
  await database.grants.revoke(grant, clock.now());
  if (associated === "NONE" || !grant.browserSessionId || !tracksSessions(pool)) return;
  await database.browserSessions.delete(pool.id, grant.browserSessionId);
}
