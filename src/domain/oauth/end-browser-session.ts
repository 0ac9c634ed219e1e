import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { type BrowserSession, hashCookie } from "./browser-session.ts";

/** Ends the session that a cookie stands for. Gives it, where it is one of this pool's. */
export async function endBrowserSession(
  { database }: Pick<Services, "database">,
  pool: Pool,
  cookie: string | undefined,
): Promise<BrowserSession | undefined> {
  const session = cookie ? await database.browserSessions.byUniqueKey(hashCookie(cookie)) : undefined;
  if (session?.poolId !== pool.id) return undefined;
  await database.browserSessions.delete(pool.id, session.id);
  return session;
}
