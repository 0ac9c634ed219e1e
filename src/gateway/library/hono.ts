import { rememberClaims } from "./claims-of.ts";
import type { Guard, Need } from "./guard.ts";

/** The part of Hono's Context that is used. */
interface HonoContext {
  readonly req: { readonly raw: Request };
}

/** Middleware for Hono: `app.use("/orders/*", honoGuard(guard, { scopes: ["orders/read"] }))`. */
export const honoGuard =
  (guard: Guard, need?: Need) =>
  async ({ req: { raw } }: HonoContext, next: () => Promise<void>): Promise<Response | undefined> => {
    const authorization = await guard.authorize(raw, need);
    if (!authorization.allowed) {
      const { status, headers, body } = authorization.refusal;
      return new Response(body, { status, headers });
    }
    rememberClaims(raw, authorization.claims);
    await next();
    return undefined;
  };
