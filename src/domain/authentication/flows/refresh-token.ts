import { fail } from "../../../errors.ts";
import { checkSecretHash } from "../../client/check-secret-hash.ts";
import { rotatesRefreshTokens } from "../../client/client.ts";
import { hashRefreshToken } from "../../token/grant.ts";
import { issueTokens } from "../../token/issue.ts";
import { noteActivity } from "../../token/keep-grant.ts";
import type { Renewal } from "../flow.ts";
import { optional, required } from "../parameters.ts";

/** New ID and access tokens for an earlier sign-in; the refresh token stays as it is. */
export const refreshToken: Renewal = {
  names: ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"],
  permission: "ALLOW_REFRESH_TOKEN_AUTH",
  callers: ["public", "developer"],
  notEnabled: "Auth flow not enabled for this client",

  checkClient(client) {
    if (rotatesRefreshTokens(client)) {
      fail("UnsupportedOperationException", "This API does not support refresh token rotation");
    }
  },

  async renew(services, { pool, client, parameters, context }) {
    const { database, clock } = services;
    const token = required(parameters, "REFRESH_TOKEN");
    const grant = await database.grants.byRefreshToken(hashRefreshToken(token));
    const found = grant?.clientId === client.id && (await database.users.findWithGroups(pool, grant.sub));
    if (!grant || !found) fail("NotAuthorizedException", "Invalid Refresh Token", "no such token of this client");
    const { user, groups } = found;
    checkSecretHash(client, optional(parameters, "SECRET_HASH"), user.username, user.sub);
    if (!user.enabled) fail("NotAuthorizedException", "User is disabled.", "the user is disabled");
    if (grant.revokedAt) fail("NotAuthorizedException", "Refresh Token has been revoked");
    if (grant.expiresAt <= clock.now()) fail("NotAuthorizedException", "Refresh Token has expired");
    await noteActivity(services, pool, grant, context.origin);
    return issueTokens(services, { pool, client, user, groups, grant });
  },
};
