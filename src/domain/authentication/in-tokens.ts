import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { newGrant } from "../token/grant.ts";
import { issueTokens } from "../token/issue.ts";
import { storeGrant } from "../token/keep-grant.ts";
import type { Ending } from "./outcome.ts";

/** A sign-in through the API ends in a grant and its three tokens. */
export const inTokens: Ending<AuthenticationResultType> = async (services, signedIn) => {
  const { grant, refreshToken } = newGrant(services, { ...signedIn, origin: signedIn.context.origin });
  const tokens = await issueTokens(services, { ...signedIn, grant });
  return {
    result: { ...tokens, RefreshToken: refreshToken },
    write: (stores) => storeGrant(stores, signedIn.pool, grant),
  };
};
