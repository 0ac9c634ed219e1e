import { fail } from "../../../errors.ts";
import { rotatesRefreshTokens } from "../../client/client.ts";
import { findRenewable, renewTokens } from "../../token/renew.ts";
import { occasionOf } from "../call-context.ts";
import { checkAppSecret } from "../check-app-secret.ts";
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

  async renew(services, attempt) {
    const { pool, client, parameters, context } = attempt;
    const token = required(parameters, "REFRESH_TOKEN");
    const renewable = await findRenewable(services, {
      ...{ pool, client, token, deviceKey: optional(parameters, "DEVICE_KEY") },
      invalid: "Invalid Refresh Token",
    });
    const { user } = renewable;
    checkAppSecret({ client, context }, parameters, user.username, user.sub);
    return renewTokens(services, renewable, { token, origin: context.origin, occasion: occasionOf(attempt) });
  },
};
