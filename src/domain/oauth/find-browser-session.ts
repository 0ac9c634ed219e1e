import { subOf } from "../document/document.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
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
  const sub = subOf(session);
  if (!session?.expiresAt || session.expiresAt <= clock.now() || session.poolId !== pool.id || !sub) return undefined;
  const found = await database.users.findWithGroups(pool, sub);
  if (!found || !mayStay(found.user) || found.user.createdAt.toISOString() !== session.content.userCreatedAt) {
    return undefined;
  }
  return { session, ...found };
}

/** Not somebody whose password was taken out of force: who holds the browser may be why. */
const mayStay = ({ enabled, status }: User): boolean =>
  enabled && (status === "CONFIRMED" || status === "EXTERNAL_PROVIDER");
