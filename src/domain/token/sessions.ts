import type { RevokeAssociatedSessionsType, SessionDescriptionType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { BrowserSession } from "../oauth/browser-session.ts";
import { type Pool, tracksSessions } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Grant } from "./grant.ts";

type Reading = Pick<Services, "database" | "clock">;

/** More browsers than anybody has; a pool's MaxPerUser bounds the sessions of tokens alone. */
const mostShown = 100;

/** Nothing here knows where an address is. */
const LastLocation = { Country: "unknown" };

/**
 * The sessions that stand, the one that was used last first: of tokens (TOKEN), and of browsers in which the person has
 * signed in on the pages (SSO); none while the pool tracks none. `current` is the grant of who asks. They fit one page.
 */
export async function listSessions(
  services: Reading,
  pool: Pool,
  sub: string,
  current?: Grant,
): Promise<SessionDescriptionType[]> {
  if (!tracksSessions(pool)) return [];
  const grants = await services.database.grants.sessions(pool.id, sub, services.clock.now());
  const ofTokens = grants.map((grant) => describeGrant(grant, current));
  const ofBrowsers = (await browserSessionsOf(services, pool, sub)).map(describeBrowserSession);
  const lastUse = ({ LastActiveDate }: SessionDescriptionType) => LastActiveDate?.getTime() ?? 0;
  return [...ofTokens, ...ofBrowsers].sort((one, other) => lastUse(other) - lastUse(one));
}

const describeGrant = (grant: Grant, current: Grant | undefined): SessionDescriptionType => ({
  SessionId: grant.session?.id,
  SessionType: "TOKEN",
  ClientId: grant.clientId,
  CreateDate: grant.authTime,
  LastActiveDate: grant.session?.lastActiveAt,
  DeviceType: grant.session?.deviceType,
  LastIPAddress: grant.session?.ipAddress,
  LastLocation,
  OriginSessionId: grant.browserSessionId,
  IsCurrentSession: grant.id === current?.id,
});

const describeBrowserSession = ({ id, content, createdAt }: BrowserSession): SessionDescriptionType => ({
  SessionId: id,
  SessionType: "SSO",
  ClientId: content.clientId,
  CreateDate: createdAt,
  LastActiveDate: new Date(content.lastActiveAt),
  DeviceType: content.deviceType,
  LastIPAddress: content.ipAddress,
  LastLocation,
  IsCurrentSession: false,
});

async function browserSessionsOf({ database, clock }: Reading, pool: Pool, sub: string): Promise<BrowserSession[]> {
  const sessions = await database.browserSessions.list(pool.id, { owner: { sub }, limit: mostShown });
  return sessions.filter(({ expiresAt }) => expiresAt && expiresAt > clock.now());
}

interface Revocation {
  readonly sessionId: string;
  /** LINKED: with a session of tokens that of the browser that it came of; with a browser's, all that came of it. */
  readonly associated: RevokeAssociatedSessionsType | undefined;
  /** The grant of who asks. */
  readonly current?: Grant;
}

/**
 * Ends one session of a user: its access tokens and its refresh token are of no more use, or a browser is asked again.
 * Throws ResourceNotFoundException when the user has no such session, and InvalidParameterException when it is the
 * caller's own.
 */
export async function revokeSession(
  services: Reading,
  pool: Pool,
  sub: string,
  { sessionId, associated = "NONE", current }: Revocation,
): Promise<void> {
  if (current?.session?.id === sessionId) {
    fail("InvalidParameterException", "The current session cannot be revoked.");
  }
  if (!tracksSessions(pool)) noSession();
  const { database, clock } = services;
  const now = clock.now();
  const grants = associated === "LINKED" ? await database.grants.sessions(pool.id, sub, now) : [];

  if (sessionId.startsWith("sso")) {
    const session = (await browserSessionsOf(services, pool, sub)).find(({ id }) => id === sessionId);
    if (!session || !(await database.browserSessions.delete(pool.id, sessionId))) noSession();
    const came = grants.filter(({ browserSessionId }) => browserSessionId === sessionId);
    await Promise.all(came.map((grant) => database.grants.revoke(grant, now)));
    return;
  }
  if (!(await database.grants.revokeSession(pool.id, sub, sessionId, now))) noSession();
  const browser = grants.find(({ session }) => session?.id === sessionId)?.browserSessionId;
  if (browser) await database.browserSessions.delete(pool.id, browser);
}

const noSession = (): never => fail("ResourceNotFoundException", "Session does not exist.");
