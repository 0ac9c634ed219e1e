import type { IncomingHttpHeaders } from "node:http";
import { rememberClaims } from "./claims-of.ts";
import type { Guard, Need } from "./guard.ts";

/** The part of Node's response that is used; Express's, Connect's and restify's have it. */
interface NodeResponse {
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  end(body: string): unknown;
}

/** Middleware for Express and what takes the same: `app.use("/orders", expressGuard(guard, { tokenUse: "access" }))`. */
export const expressGuard =
  (guard: Guard, need?: Need) =>
  (
    request: { readonly headers: IncomingHttpHeaders },
    response: NodeResponse,
    next: (error?: unknown) => void,
  ): void => {
    guard.authorize(request, need).then((authorization) => {
      if (!authorization.allowed) {
        const { status, headers, body } = authorization.refusal;
        response.writeHead(status, headers);
        response.end(body);
        return;
      }
      rememberClaims(request, authorization.claims);
      next();
    }, next);
  };
