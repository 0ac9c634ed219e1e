import { type Random, randomString } from "../../random.ts";
import { type Pool, tracksSessions } from "../pool/pool.ts";
import { deviceType } from "./device-type.ts";
import type { Origin } from "./origin.ts";

/** What is known of a sign-in where the pool tracks sessions: its owner and administrators see it and can end it. */
export interface TokenSession {
  /** `tkn` and 25 lower-case letters and digits. */
  readonly id: string;
  /** When its refresh token was last used; at first, when the person signed in. */
  readonly lastActiveAt: Date;
  /** Of that moment, as `deviceType` describes it, and whence. */
  readonly deviceType: string;
  readonly ipAddress?: string;
}

const alphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";

/** What the origin of a call shows of a session that is in use. */
export const seenAt = ({ ipAddress, userAgent }: Origin, lastActiveAt: Date): Omit<TokenSession, "id"> => ({
  lastActiveAt,
  deviceType: deviceType(userAgent),
  ipAddress,
});

/** The session that a sign-in begins. Undefined where the pool tracks none. */
export function newSession(random: Random, pool: Pool, origin: Origin, at: Date): TokenSession | undefined {
  if (!tracksSessions(pool)) return undefined;
  return { id: `tkn${randomString(random, 25, alphanumerics)}`, ...seenAt(origin, at) };
}
