import { hash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Random } from "../../random.ts";
import { type Client, validity } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";
import type { Origin } from "./origin.ts";
import { newSession, type TokenSession } from "./token-session.ts";

/**
 * One sign-in and all that came of it: the refresh token, and every ID and access token made from it.
 * An access token is good for Cognito's own calls only while its grant stands.
 */
export interface Grant {
  /** The authentication event; tokens name it in `event_id`. */
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  /** Tokens name it in `origin_jti` where the client has revocation on. */
  readonly originJti: string;
  readonly authTime: Date;
  /** Space-separated, as in the access token. */
  readonly scope: string;
  /** SHA-256 of the refresh token, in base64url: the token itself is kept nowhere. */
  readonly refreshTokenHash: string;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
  /** The device of the sign-in, known or new, where the pool tracks them. Tokens name it in `device_key`. */
  readonly deviceKey?: string;
  /** The level that the person reached and the methods by which, where the sign-in was asked to tell. */
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** The API to which the sign-in was bound (RFC 8707): access tokens have it as their `aud`. */
  readonly resource?: string;
  /** The session of the pages that it came of. */
  readonly browserSessionId?: string;
  /** Where the pool tracked sessions at the time. */
  readonly session?: TokenSession;
}

/** The scope of every sign-in through the API: the user's own operations. */
export const apiScope = "aws.cognito.signin.user.admin";

// What Cognito's refresh tokens begin with; clients take them as opaque, some tools look for five parts.
const refreshTokenHead = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString("base64url");

/** Who has signed in, through which client, and whence; and where it was on the pages, what the app asked for. */
interface NewGrant {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly deviceKey?: string | undefined;
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
  readonly origin: Origin;
  /** The event under which the sign-in is recorded, where it has one already. */
  readonly id?: string | undefined;
  readonly authTime?: Date;
  readonly scope?: string;
  readonly resource?: string | undefined;
  readonly browserSessionId?: string;
}

/** A new grant for a person who has just signed in, and its refresh token, which is told this once. */
export function newGrant(
  { clock, random }: { clock: Clock; random: Random },
  { pool, client, user, origin, ...given }: NewGrant,
): { grant: Grant; refreshToken: string } {
  const now = clock.now();
  const {
    id = random.uuid(),
    authTime = now,
    scope = apiScope,
    deviceKey,
    acr,
    amr,
    resource,
    browserSessionId,
  } = given;
  const refreshToken = newRefreshToken(random, { id, sub: user.sub });
  const grant = {
    id,
    poolId: client.poolId,
    clientId: client.id,
    sub: user.sub,
    originJti: random.uuid(),
    authTime,
    scope,
    refreshTokenHash: hashRefreshToken(refreshToken),
    expiresAt: new Date(now.getTime() + validity(client).refresh * 1000),
    deviceKey,
    acr,
    amr,
    resource,
    browserSessionId,
    session: newSession(random, pool, origin, now),
  };
  return { grant, refreshToken };
}

/** A refresh token, in the form of Cognito's: whose grant it is of, so that no index is needed to find that, and chance. */
export function newRefreshToken(random: Random, { id, sub }: Pick<Grant, "id" | "sub">): string {
  const drawn = random.bytes(124); // at once: three draws take three times as long
  const parts = [[0, 12], [12, 108], [108]].map(([from, to]) => drawn.toString("base64url", from, to));
  return [refreshTokenHead, Buffer.from(`${id} ${sub}`).toString("base64url"), ...parts].join(".");
}

/** A refresh token as somebody showed it: the grant of which it says that it is, and what proves that. */
export interface ShownRefreshToken extends Pick<Grant, "id" | "sub"> {
  readonly hash: string;
}

/** Undefined when no grant can be read from the token: then it is none of ours. */
export function readRefreshToken(token: string): ShownRefreshToken | undefined {
  const [, named = ""] = token.split(".", 2);
  const [, id, sub] = /^(\S+) (.+)$/s.exec(Buffer.from(named, "base64url").toString()) ?? [];
  return id && sub ? { id, sub, hash: hashRefreshToken(token) } : undefined;
}

/** A refresh token is random enough that a plain hash hides it. */
export const hashRefreshToken = (token: string): string => hash("sha256", token, "base64url");
