import * as z from "zod";
import { isSecretOf } from "../../domain/client/check-client-secret.ts";
import { revokesTokens } from "../../domain/client/client.ts";
import { hashRefreshToken } from "../../domain/token/grant.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientSecret, RevokeAssociatedSessions, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const RevokeToken = defineOperation({
  name: "RevokeToken",
  auth: "client",
  input: z.object({
    Token: TokenModel,
    ClientId,
    ClientSecret: ClientSecret.optional(),
    // A sign-in through the API has no session of the hosted pages to revoke along with it.
    RevokeAssociatedSessions: RevokeAssociatedSessions.optional(),
  }),
  errors: ["UnauthorizedException", "UnsupportedOperationException", "UnsupportedTokenTypeException"],

  async handle({ Token: token, ClientId: id, ClientSecret: secret }, { client, pool }, { database, clock, fail }) {
    if (client.secrets.length > 0) {
      if (secret === undefined) {
        return fail("NotAuthorizedException", `Client ${id} is configured for secret but secret was not received`);
      }
      if (!isSecretOf(client, secret)) fail("UnauthorizedException");
    }
    if (!revokesTokens(client)) fail("UnsupportedOperationException", "This feature is not enabled for this client");
    if (token.split(".").length === 3) fail("UnsupportedTokenTypeException");
    const grant = await database.grants.byRefreshToken(hashRefreshToken(token));
    // An unknown token, or one of another client, is answered like one that was revoked (RFC 7009 section 2.2).
    if (grant?.clientId === client.id) await database.grants.revoke(pool.id, grant.id, clock.now());
    return {};
  },
});
