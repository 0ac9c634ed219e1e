import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { sameText } from "../../crypto/constant-time.ts";
import { isLocalName } from "../local-name.ts";

export interface GuardOptions {
  readonly mode: "local" | "shared";
  readonly controlToken?: string;
  publicUrl(): string;
}

/**
 * Lets in whom the mode lets in. Where a token is configured its bearer alone (RFC 6750); shared mode is closed without
 * one. Local mode keeps out the web pages that are open in the developer's browser. Refuses with 401 or 403.
 */
export function guard({ mode, controlToken, publicUrl }: GuardOptions): MiddlewareHandler {
  return async (c, next) => {
    // Never read by a page of another origin, as a script or an image either, nor kept on the way.
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Cache-Control", "no-store");
    if (mode === "local") refusePages(c.req.raw, new URL(publicUrl()));
    if (mode === "shared" && !controlToken) forbid("In shared mode it is closed until POOLHOUSE_CONTROL_TOKEN is set.");
    if (controlToken) {
      const [, token] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
      if (!token || !sameText(token, controlToken)) {
        c.header("WWW-Authenticate", `Bearer realm="poolhouse"${token ? ', error="invalid_token"' : ""}`);
        throw new HTTPException(401, {
          message: "The control face wants POOLHOUSE_CONTROL_TOKEN as a bearer: Authorization: Bearer <token>.",
        });
      }
    }
    await next();
  };
}

function refusePages({ method, url: requested, headers }: Request, publicUrl: URL): void {
  const url = new URL(requested);
  if (!isLocalName(url.hostname) && url.hostname !== publicUrl.hostname) {
    forbid(`The Host ${url.hostname} is not the service's own. Use localhost, an address or the public URL's host.`);
  }
  const origin = headers.get("origin");
  if (origin !== null && origin !== url.origin && origin !== publicUrl.origin) {
    forbid(`A page of ${origin.slice(0, 200)} may not use it: call it from a test or a terminal.`);
  }
  // Browsers send no Origin with a plain GET, but say this of every request; `none` is a person's own doing. A link leads
  // here as well: it changes nothing, and the page that has it sees nothing.
  const site = headers.get("sec-fetch-site") ?? "none";
  const followsLink =
    method === "GET" && headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
  if (site !== "none" && site !== "same-origin" && !followsLink) forbid("A page of another origin may not use it.");
}

function forbid(reason: string): never {
  throw new HTTPException(403, { message: `The control face is not for this request. ${reason}` });
}
