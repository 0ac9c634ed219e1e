import { fail } from "../../../errors.ts";
import type { Flow } from "../flow.ts";

/** The pool's own functions ask, and judge the answers. */
export const custom: Flow = {
  names: ["CUSTOM_AUTH"],
  permission: "ALLOW_CUSTOM_AUTH",
  callers: ["public", "developer"],
  notEnabled: "CUSTOM_AUTH is not enabled for the client.",

  async begin(_services, { pool }) {
    const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } = pool.settings.LambdaConfig ?? {};
    if (!DefineAuthChallenge || !CreateAuthChallenge || !VerifyAuthChallengeResponse) {
      fail("InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool.");
    }
    fail("InvalidUserPoolConfigurationException", "This version of Poolhouse runs no Lambda triggers.");
  },
};
