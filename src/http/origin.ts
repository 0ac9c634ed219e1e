import type { IncomingMessage } from "node:http";
import { type BlockList, isIP } from "node:net";
import type { Context } from "hono";
import { isWithin } from "../address-ranges.ts";
import type { Origin } from "../domain/token/origin.ts";

/** What comes with a request. */
interface Bindings {
  readonly incoming?: IncomingMessage;
  /** Proxies that stand in front of this service, and whose word is taken for whom they serve. */
  readonly trustedProxies?: BlockList;
}

/**
 * The address of whoever asks; one of IPv4 as such, also where the socket speaks IPv6. It is the other end of the
 * connection or, where that is a trusted proxy, whom that names in X-Forwarded-For. A proxy names at the end of the list
 * the other end of its own connection: the list is read from there, as far as its authors are trusted. What stands before,
 * anybody may have written.
 */
export function addressOf(c: Context): string | undefined {
  const { incoming, trustedProxies } = (c.env ?? {}) as Bindings;
  let address = plain(incoming?.socket.remoteAddress ?? "");
  if (trustedProxies) {
    const named = String(incoming?.headers["x-forwarded-for"] ?? "").split(",");
    for (let next = named.pop(); next !== undefined && isWithin(trustedProxies, address); next = named.pop()) {
      const before = plain(next.trim());
      if (isIP(before) === 0) break;
      address = before;
    }
  }
  return address || undefined;
}

/** An address without what some put around it: a port, brackets, and IPv6 around IPv4. */
const plain = (address: string): string =>
  address
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^::ffff:(?=\d+\.)/i, "");

/** Where a request comes from. */
export const originOf = (c: Context): Origin => ({
  ipAddress: addressOf(c),
  userAgent: c.req.header("user-agent"),
});
