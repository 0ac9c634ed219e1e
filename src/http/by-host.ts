import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { getPath } from "hono/utils/url";
import type { DomainOfPool } from "../domain/pool-domain/find-domain.ts";
import { findDomain } from "../domain/pool-domain/find-domain.ts";
import { isCustom } from "../domain/pool-domain/pool-domain.ts";
import type { Services } from "../domain/services.ts";
import type { Fetch } from "./listen.ts";
import { isLocalName } from "./local-name.ts";

interface Bindings {
  readonly incoming?: IncomingMessage;
  readonly domain?: DomainOfPool;
}

/**
 * Lets pools be asked by the hosts of their domains too: `<prefix>.auth.localhost`, `<prefix>.auth.` and the public
 * URL's host, `<prefix>.auth.<region>.amazoncognito.com` as at AWS, or a custom domain. There the paths under the pool's
 * id stand at the root, and nothing else of the service does.
 */
export function byHost(services: Pick<Services, "database" | "publicUrl">, fetch: Fetch): Fetch {
  return (request, env, ...rest) => {
    const { incoming } = (env ?? {}) as Bindings;
    const host = (incoming?.headers.host ?? new URL(request.url).host).replace(/:\d*$/, "").toLowerCase();
    const ours = new URL(services.publicUrl()).hostname;
    if (!host.includes(".") || isIP(host) !== 0 || host === ours) return fetch(request, env, ...rest);
    return domainAt(services, host).then((domain) =>
      fetch(request, domain ? { ...(env as Bindings), domain } : env, ...rest),
    );
  };
}

/** The path by which the service's routes know a request. */
export function pathOf(request: Request, { env }: { env?: unknown } = {}): string {
  const { domain } = (env ?? {}) as Bindings;
  return domain ? `/${domain.pool.id}${getPath(request)}` : getPath(request);
}

/** Whether a name is one under which the service may be asked: of this machine, of AWS, the public one, or a domain's. */
export async function isServed(services: Pick<Services, "database" | "publicUrl">, name: string): Promise<boolean> {
  const ours = new URL(services.publicUrl()).hostname;
  if (isLocalName(name) || name === ours || /^(issuer-)?cognito-idp\.[\w-]+\.amazonaws\.com$/.test(name)) return true;
  return (await domainAt(services, name)) !== undefined;
}

/** The domain whose host this is, without a port. */
export async function domainAt(
  services: Pick<Services, "database" | "publicUrl">,
  host: string,
): Promise<DomainOfPool | undefined> {
  const ours = new URL(services.publicUrl()).hostname;
  await services.database.state.refresh();
  const [, prefix, parent = ""] = /^([a-z0-9-]+)\.auth(?:-fips)?\.(.+)$/.exec(host) ?? [];
  const found = prefix === undefined ? undefined : await findDomain(services, prefix);
  if (found && ["localhost", ours, `${found.pool.region}.amazoncognito.com`].includes(parent)) return found;
  const custom = await findDomain(services, host);
  return custom && isCustom(custom.domain) ? custom : undefined;
}
