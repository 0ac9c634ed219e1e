import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { Origin } from "../domain/token/origin.ts";

/** The other end of the connection; an IPv4 address as such, also where the socket speaks IPv6. */
export function addressOf(c: Context): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  return incoming?.socket.remoteAddress?.replace(/^::ffff:/, "");
}

/** Where a request comes from. */
export const originOf = (c: Context): Origin => ({
  ipAddress: addressOf(c),
  userAgent: c.req.header("user-agent"),
});
