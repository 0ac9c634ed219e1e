import { isCustom, type PoolDomain } from "./pool-domain.ts";

/**
 * How the service names a pool's endpoints and pages: `path`, under the public URL, which everything can reach that
 * reaches the service; `host`, on the domain's own host, as at AWS.
 */
export type DomainUrls = "path" | "host";

/** Where a domain's endpoints and pages are, without a slash at the end. Both forms answer, whichever is named. */
export function urlOfDomain(form: DomainUrls, publicUrl: string, domain: PoolDomain): string {
  if (form === "path") return `${publicUrl}/${domain.poolId}`;
  const { protocol, hostname, port } = new URL(publicUrl);
  const { name } = domain.content;
  return `${protocol}//${isCustom(domain) ? name : `${name}.auth.${hostname}`}${port && `:${port}`}`;
}
