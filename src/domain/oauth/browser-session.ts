import { hash } from "node:crypto";
import { type Random, randomString } from "../../random.ts";
import type { Client } from "../client/client.ts";
import type { Document } from "../document/document.ts";
import type { UpstreamSession } from "../federation/upstream.ts";
import { type Pool, tracksSessions } from "../pool/pool.ts";
import type { Origin } from "../token/origin.ts";
import { seenAt } from "../token/token-session.ts";
import type { User } from "../user/user.ts";

/**
 * A browser in which somebody has signed in on the pool's pages: other apps of the pool sign them in without asking
 * (single sign-on). The document's id is `sso` and 25 lower-case letters and digits; its unique key is the SHA-256 of what
 * the cookie holds.
 */
export type BrowserSession = Document<{
  /** Through which the person signed in. */
  readonly clientId: string;
  /** ISO 8601: when the person last proved who they are. */
  readonly authTime: string;
  /** When the person was made: somebody who was made anew under the same sub is not the one who signed in. */
  readonly userCreatedAt: string;
  /** The provider by which they signed in; COGNITO for the pool itself. */
  readonly provider: string;
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** At the SAML provider by which they signed in, to be ended with this one. */
  readonly upstream?: UpstreamSession;
  readonly lastActiveAt: string;
  readonly deviceType: string;
  readonly ipAddress?: string;
}>;

const alphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";
const minute = 60_000;

/** What AWS allows at most (ClientSSOSessionConfigType); without session tracking the cookie lives for an hour. */
export const longestLife = 129_600 * minute;
export const usualLife = 60 * minute;

/** Who has signed in on the pages, and how. */
export interface SignedInBrowser {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly authTime: Date;
  readonly provider: string;
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
  readonly upstream?: UpstreamSession | undefined;
  readonly origin: Origin;
}

/** A new session, and what the browser's cookie is to hold, which is told this once. */
export function newBrowserSession(
  random: Random,
  { pool, client, user, authTime, provider, acr, amr, upstream, origin }: SignedInBrowser,
): { session: BrowserSession; cookie: string } {
  const cookie = random.bytes(32).toString("base64url");
  const { lastActiveAt, deviceType, ipAddress } = seenAt(origin, authTime);
  const life = tracksSessions(pool) ? longestLife : usualLife;
  const session: BrowserSession = {
    poolId: pool.id,
    id: `sso${randomString(random, 25, alphanumerics)}`,
    owner: { sub: user.sub },
    uniqueKey: hashCookie(cookie),
    content: {
      ...{ clientId: client.id, provider, acr, amr, upstream, deviceType, ipAddress },
      authTime: authTime.toISOString(),
      userCreatedAt: user.createdAt.toISOString(),
      lastActiveAt: lastActiveAt.toISOString(),
    },
    createdAt: authTime,
    modifiedAt: authTime,
    expiresAt: new Date(authTime.getTime() + life),
  };
  return { session, cookie };
}

/** What is kept of a cookie: its value is random enough that a plain hash hides it. */
export const hashCookie = (cookie: string): string => hash("sha256", cookie, "base64url");
