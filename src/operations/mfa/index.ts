/** Operations on people's second factors, and on what they have to show. What signing in asks for is domain's. */
export { AdminDeleteSoftwareToken } from "./admin-delete-software-token.ts";
export { AdminGetUserAuthFactors } from "./admin-get-user-auth-factors.ts";
export { AdminSetUserMFAPreference } from "./admin-set-user-mfa-preference.ts";
export { AdminSetUserSettings } from "./admin-set-user-settings.ts";
export { AssociateSoftwareToken } from "./associate-software-token.ts";
export { GetUserAuthFactors } from "./get-user-auth-factors.ts";
export { SetUserMFAPreference } from "./set-user-mfa-preference.ts";
export { SetUserSettings } from "./set-user-settings.ts";
export { VerifySoftwareToken } from "./verify-software-token.ts";
