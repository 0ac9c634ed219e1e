import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import { inTimeOf } from "../../domain/pool/pool-time.ts";
import { type DomainOfPool, domainOf } from "../../domain/pool-domain/find-domain.ts";
import type { Services } from "../../domain/services.ts";

/** In front of every path of a pool: what can be a pool's id, and no other face's path. */
export const poolPath = "/:poolId{[\\w-]+_[0-9a-zA-Z]+}";

/** Where a request has found a pool's endpoints and pages: under the public URL, or on the domain's own host. */
export interface Place extends DomainOfPool {
  /** What stands before the paths of the pool's pages in links and cookies: `/us-east-1_Example`, or nothing on a host. */
  readonly path: string;
  /** The whole of it, without a slash at its end: what others are told, such as an identity provider. */
  readonly url: string;
}

/** What the handlers of a pool's endpoints and pages find in their context. */
export interface PoolEnv {
  Bindings: {
    readonly incoming?: IncomingMessage;
    /** The domain whose host was asked (`byHost`). */
    readonly domain?: DomainOfPool;
  };
  Variables: {
    place: Place;
    /** In the time of the pool. */
    services: Services;
  };
}

/** Finds the place of a request. Without a domain a pool has no endpoints and pages, as at AWS: 404. */
export const atPlace =
  (services: Services): MiddlewareHandler<PoolEnv> =>
  async (c, next) => {
    const found = c.env?.domain ?? (await findByPath(services, c));
    if (typeof found === "string") return c.json({ message: found }, 404);
    c.set("place", { ...found, ...(c.env?.domain ? onHost(services, c) : underPublicUrl(services, found)) });
    c.set("services", inTimeOf(found.pool, services));
    return next();
  };

/** The pool that the path names and its domain; one of its own before its prefix. Text says what is not there. */
async function findByPath(services: Pick<Services, "database">, c: Context<PoolEnv>): Promise<DomainOfPool | string> {
  const id = c.req.param("poolId") ?? "";
  const pool = await services.database.pools.get(id);
  if (!pool) return `User pool ${id} does not exist.`;
  const domain = await domainOf(services, pool);
  return domain ? { pool, domain } : `User pool ${id} has no domain: CreateUserPoolDomain gives it one.`;
}

/** Where the public URL is of HTTPS, something in front of the service speaks that, for the domains' hosts too. */
function onHost({ publicUrl }: Pick<Services, "publicUrl">, c: Context<PoolEnv>): Pick<Place, "path" | "url"> {
  const { protocol, host } = new URL(c.req.url);
  const isSecure = protocol === "https:" || publicUrl().startsWith("https:");
  return { path: "", url: `${isSecure ? "https" : "http"}://${host}` };
}

function underPublicUrl(
  { publicUrl }: Pick<Services, "publicUrl">,
  { pool }: DomainOfPool,
): Pick<Place, "path" | "url"> {
  const url = `${publicUrl()}/${pool.id}`;
  return { path: new URL(url).pathname, url };
}
