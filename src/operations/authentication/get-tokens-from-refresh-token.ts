import * as z from "zod";
import { checkClientSecret } from "../../domain/client/check-client-secret.ts";
import { findRenewable, renewTokens } from "../../domain/token/renew.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientMetadata, ClientSecret, DeviceKey, TokenModel } from "../shapes/index.ts";

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
  errors: ["RefreshTokenReuseException"],

  async handle(
    { RefreshToken: token, ClientSecret: secret, DeviceKey: deviceKey },
    { client, pool, origin },
    services,
  ) {
    checkClientSecret(client, secret);
    const renewable = await findRenewable(services, {
      ...{ pool, client, token, deviceKey },
      invalid: "Invalid Refresh Token.",
    });
    return { AuthenticationResult: await renewTokens(services, renewable, { token, origin }) };
  },
});
