import type { Context } from "hono";
import type { IdentityProvider } from "../../domain/identity-provider/identity-provider.ts";
import type { Services } from "../../domain/services.ts";
import type { StandIn } from "../../domain/stand-in/stand-in.ts";
import { domainAt } from "../by-host.ts";

/** What the handlers of a stand-in find in their context. */
export interface StandInEnv {
  Variables: {
    services: Services;
    /** Whose stand-in it is. */
    provider: IdentityProvider;
    standIn: StandIn;
  };
}

/**
 * Whether the provider's pool takes answers there: at `path`, below the public URL or on the host of a domain of its own.
 * A stand-in sends nobody anywhere else, whoever asks it to.
 */
export async function isCallback(c: Context<StandInEnv>, text: string, path: `/${string}`): Promise<boolean> {
  const { services, provider } = c.var;
  if (text === `${services.publicUrl()}/${provider.poolId}${path}`) return true;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || text !== `${url.origin}${path}`) return false;
  return (await domainAt(services, url.hostname))?.pool.id === provider.poolId;
}

/** How long what it gives is good, in milliseconds. */
export const life = 5 * 60_000;
