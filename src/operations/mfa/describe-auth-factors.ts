import type { GetUserAuthFactorsResponse } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../../domain/services.ts";
import { authFactorsOf } from "../../domain/user/auth-factors.ts";
import { describeMfa } from "../../domain/user/mfa.ts";
import type { User } from "../../domain/user/user.ts";

/** What a user has to show, as GetUserAuthFactors and AdminGetUserAuthFactors answer it. */
export async function describeAuthFactors(
  services: Pick<Services, "database">,
  user: User,
): Promise<GetUserAuthFactorsResponse> {
  const { PreferredMfaSetting, UserMFASettingList } = describeMfa(user);
  return {
    Username: user.username,
    PreferredMfaSetting,
    UserMFASettingList,
    ConfiguredUserAuthFactors: [...(await authFactorsOf(services, user))],
  };
}
