import type { GetUserAuthFactorsResponse } from "@aws-sdk/client-cognito-identity-provider";
import { authFactorsOf } from "../../domain/user/auth-factors.ts";
import { describeMfa } from "../../domain/user/mfa.ts";
import type { User } from "../../domain/user/user.ts";

/** What a user has to show, as GetUserAuthFactors and AdminGetUserAuthFactors answer it. */
export function describeAuthFactors(user: User): GetUserAuthFactorsResponse {
  const { PreferredMfaSetting, UserMFASettingList } = describeMfa(user);
  return {
    Username: user.username,
    PreferredMfaSetting,
    UserMFASettingList,
    ConfiguredUserAuthFactors: authFactorsOf(user),
  };
}
