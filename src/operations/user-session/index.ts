/** Operations on sessions: where people are signed in, seen and ended one by one. Called by the API's pipeline. */
export { AdminListUserSessions } from "./admin-list-user-sessions.ts";
export { AdminRevokeUserSession } from "./admin-revoke-user-session.ts";
export { GetUserPoolClientSessionConfiguration } from "./get-user-pool-client-session-configuration.ts";
export { GetUserPoolSessionConfiguration } from "./get-user-pool-session-configuration.ts";
export { ListUserSessions } from "./list-user-sessions.ts";
export { RevokeUserSession } from "./revoke-user-session.ts";
export { SetUserPoolClientSessionConfiguration } from "./set-user-pool-client-session-configuration.ts";
export { SetUserPoolSessionConfiguration } from "./set-user-pool-session-configuration.ts";
