import type { IdentityProvider } from "../../domain/identity-provider/identity-provider.ts";
import type { Services } from "../../domain/services.ts";
import type { StandIn } from "../../domain/stand-in/stand-in.ts";

/** What the handlers of a stand-in find in their context. */
export interface StandInEnv {
  Variables: {
    services: Services;
    /** Whose stand-in it is. */
    provider: IdentityProvider;
    standIn: StandIn;
  };
}

/** Whether this is a URL of a pool at which it takes answers: where `path` stands at the end. */
export function isCallback(text: string, path: `/${string}`): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname.endsWith(path);
}

/** How long what it gives is good, in milliseconds. */
export const life = 5 * 60_000;
