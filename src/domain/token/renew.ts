import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Client, rotatesRefreshTokens } from "../client/client.ts";
import { checkDeviceOfGrant } from "../device/check-device-of-grant.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Occasion } from "../trigger/occasion.ts";
import type { User } from "../user/user.ts";
import { hashRefreshToken, newRefreshToken, readRefreshToken } from "./grant.ts";
import type { FoundGrant } from "./grant-store.ts";
import { issueTokens } from "./issue.ts";
import { noteActivity } from "./keep-grant.ts";
import type { Origin } from "./origin.ts";

/** A refresh token that was shown, and all that it leads to. */
export interface Renewable {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly groups: readonly Group[];
  readonly grant: FoundGrant;
}

interface WantedRenewal {
  readonly pool: Pool;
  readonly client: Client;
  readonly token: string;
  /** The device from which it comes, as the app says. */
  readonly deviceKey: string | undefined;
  /** What an unknown token is called, and one of another client. */
  readonly invalid: string;
}

/** The sign-in that a refresh token goes on with. Throws NotAuthorizedException. */
export async function findRenewable(
  services: Pick<Services, "database" | "clock">,
  { pool, client, token, deviceKey, invalid }: WantedRenewal,
): Promise<Renewable> {
  const { database, clock } = services;
  const shown = readRefreshToken(token);
  const grant = shown && (await database.grants.byRefreshToken(pool.id, shown));
  const found = grant?.clientId === client.id && (await database.users.findWithGroups(pool, grant.sub));
  if (!grant || !found) fail("NotAuthorizedException", invalid, "no such token of this client");
  if (!found.user.enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
  if (grant.revokedAt) fail("NotAuthorizedException", "Refresh Token has been revoked");
  if (grant.expiresAt <= clock.now()) fail("NotAuthorizedException", "Refresh Token has expired");
  await checkDeviceOfGrant(services, pool, grant, deviceKey);
  return { pool, client, ...found, grant };
}

/**
 * New ID and access tokens for an earlier sign-in; where the client rotates refresh tokens, with a new one of those, which
 * ends when the first one would have. The former stays good for the client's grace period, counted from its first use.
 * Throws RefreshTokenReuseException after that.
 */
export async function renewTokens(
  services: Services,
  renewable: Renewable,
  { token, origin, occasion, via }: { token: string; origin: Origin; occasion: Occasion; via?: "oauth" },
): Promise<AuthenticationResultType> {
  const { pool, client, grant } = renewable;
  const now = services.clock.now();
  if (grant.replacedUntil && grant.replacedUntil <= now) fail("RefreshTokenReuseException");
  const tokens = await issueTokens(
    services,
    { ...renewable, via },
    { source: "TokenGeneration_RefreshTokens", occasion },
  );
  if (!rotatesRefreshTokens(client)) {
    await noteActivity(services, pool, grant, origin);
    return tokens;
  }

  const refreshToken = newRefreshToken(services.random, grant);
  const grace = client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;
  const replaced = await services.database.grants.replaceRefreshToken(grant, {
    from: hashRefreshToken(token),
    to: hashRefreshToken(refreshToken),
    // Without a grace period it is good no more, not even to a call that came at the same moment and read the clock first.
    goodUntil: new Date(grace > 0 ? now.getTime() + grace * 1000 : 0),
    now,
  });
  if (!replaced) fail("RefreshTokenReuseException");
  // Not before: who comes too late with a token that was used has been active in nobody's session.
  await noteActivity(services, pool, grant, origin);
  return { ...tokens, RefreshToken: refreshToken };
}
