/** Operations that sign people in, and out of single sign-ins. Each drives the machine in `domain/authentication`. */
export { AdminInitiateAuth } from "./admin-initiate-auth.ts";
export { AdminRespondToAuthChallenge } from "./admin-respond-to-auth-challenge.ts";
export { GetClientToken } from "./get-client-token.ts";
export { GetTokensFromRefreshToken } from "./get-tokens-from-refresh-token.ts";
export { InitiateAuth } from "./initiate-auth.ts";
export { RespondToAuthChallenge } from "./respond-to-auth-challenge.ts";
export { RevokeToken } from "./revoke-token.ts";
