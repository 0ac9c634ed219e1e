/** Every way to get tokens at the token endpoint. */
import { authorizationCode } from "./authorization-code.ts";
import { clientCredentials } from "./client-credentials.ts";
import type { GrantType } from "./grant-type.ts";
import { refreshToken } from "./refresh-token.ts";

export const grantTypes: readonly GrantType[] = [authorizationCode, refreshToken, clientCredentials];
