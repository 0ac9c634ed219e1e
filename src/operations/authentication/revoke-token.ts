import * as z from "zod";
import { isSecretOf } from "../../domain/client/check-client-secret.ts";
import { revokesTokens } from "../../domain/client/client.ts";
import { isNoRefreshToken, revokeRefreshToken } from "../../domain/token/revoke.ts";
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
    RevokeAssociatedSessions: RevokeAssociatedSessions.optional(),
  }),
  errors: ["UnauthorizedException", "UnsupportedOperationException", "UnsupportedTokenTypeException"],

  async handle({ Token: token, ClientId: id, ClientSecret: secret, ...asked }, { client, pool }, services) {
    const { fail } = services;
    if (client.secrets.length > 0) {
      if (secret === undefined) {
        return fail("NotAuthorizedException", `Client ${id} is configured for secret but secret was not received`);
      }
      if (!isSecretOf(client, secret)) fail("UnauthorizedException");
    }
    if (!revokesTokens(client)) fail("UnsupportedOperationException", "This feature is not enabled for this client");
    if (isNoRefreshToken(token)) fail("UnsupportedTokenTypeException");
    await revokeRefreshToken(services, { client, pool }, token, asked.RevokeAssociatedSessions);
    return {};
  },
});
