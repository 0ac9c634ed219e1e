import * as z from "zod";
import { checkClientSecret } from "../../domain/client/check-client-secret.ts";
import { findRenewable, renewTokens } from "../../domain/token/renew.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientMetadata, ClientSecret, DeviceKey, TokenModel } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const GetTokensFromRefreshToken = defineOperation({
  name: "GetTokensFromRefreshToken",
  auth: "client",
  input: z.object({
    RefreshToken: TokenModel,
    ClientId,
    ClientSecret: ClientSecret.optional(),
    DeviceKey: DeviceKey.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: ["RefreshTokenReuseException", ...triggerExceptions],

  async handle({ RefreshToken: token, ClientSecret: secret, DeviceKey: deviceKey, ...input }, caller, services) {
    const { client, pool, origin } = caller;
    checkClientSecret(client, secret);
    const renewable = await findRenewable(services, {
      ...{ pool, client, token, deviceKey },
      invalid: "Invalid Refresh Token.",
    });
    const occasion = occasionIn(caller, input.ClientMetadata);
    return { AuthenticationResult: await renewTokens(services, renewable, { token, origin, occasion }) };
  },
});
