import { AuthorizationRefused } from "../../domain/oauth/oauth-error.ts";
import type { ToProvider } from "./authorize.ts";

/** Nobody signs in with other providers yet: the app is told so, and the log why. */
export const toNoProvider: ToProvider = async (_c, request, provider) => {
  const reason = `this version of Poolhouse signs nobody in with ${provider}`;
  throw new AuthorizationRefused(request, "server_error", { reason });
};
