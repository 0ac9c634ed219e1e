import { clientSessionConfiguration, registeredItself, takesProvider } from "../client/client.ts";
import type { Group } from "../group/group.ts";
import { acrLevels, acrName } from "../pool/acr.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { type BrowserSession, hashCookie } from "./browser-session.ts";

export interface KnownBrowser {
  readonly session: BrowserSession;
  readonly user: User;
  readonly groups: readonly Group[];
}

/** The session that a cookie stands for, and its person. Undefined when it stands for none, or not any more. */
export async function findBrowserSession(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  cookie: string | undefined,
): Promise<KnownBrowser | undefined> {
  if (!cookie) return undefined;
  const session = await database.browserSessions.byUniqueKey(hashCookie(cookie));
  const sub = session?.owner && "sub" in session.owner ? session.owner.sub : undefined;
  if (!session?.expiresAt || sub === undefined || session.poolId !== pool.id) return undefined;
  if (session.expiresAt <= clock.now()) return undefined;
  const found = await database.users.findWithGroups(pool, sub);
  if (!found?.user.enabled || found.user.createdAt.toISOString() !== session.content.userCreatedAt) return undefined;
  return { session, ...found };
}

const minute = 60_000;

/**
 * May the client of a request still sign the person in without asking? (AWS: ClientSSOSessionConfigType,
 * MaxValidityMinutes) One that registered itself may not: whoever is signed in would need but follow a link for a stranger's
 * app to get their tokens (RFC 6749 section 10.2). Nor may one that does not take the provider by which the person signed
 * in, or wants them to have signed in later, or more surely.
 */
export function isGoodFor(
  { pool, client, levels, maxAge = Number.POSITIVE_INFINITY }: AuthorizationRequest,
  { content }: BrowserSession,
  now: Date,
): boolean {
  if (registeredItself(client) || !takesProvider(client, content.provider)) return false;
  const [wanted] = levels;
  if (
    wanted !== undefined &&
    !acrLevels.some((level) => level >= wanted && acrName(pool.settings, level) === content.acr)
  ) {
    return false;
  }
  const { MaxValidityMinutes: minutes = 60 } = clientSessionConfiguration(client);
  const age = now.getTime() - new Date(content.authTime).getTime();
  return age < minutes * minute && age <= maxAge * 1000;
}
