import type { Services } from "../services.ts";
import { isCustom, type PoolDomain } from "./pool-domain.ts";

/** An IPv4 or IPv6 address as URLs have it: no name can stand before one. */
const address = /^[\d.]+$|^\[/;

/** The host of a pool's pages: a domain of its own, or `<prefix>.auth.` before the service's, as before AWS's. */
export function domainHost({ publicUrl }: Pick<Services, "publicUrl">, domain: PoolDomain): string {
  const { name } = domain.content;
  if (isCustom(domain)) return name;
  const { hostname } = new URL(publicUrl());
  return `${name}.auth.${address.test(hostname) ? "localhost" : hostname}`;
}
