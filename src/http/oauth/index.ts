/**
 * The OAuth 2.0 and OpenID Connect endpoints of each pool's domain: who asks is read, checked and answered here, in
 * OAuth's words; what is granted, domain/oauth decides. The pages are hosted-ui's, which reads the same requests
 * (`authorizationOf`) and ends them the same way (`answerCompleted`). The composition root mounts it.
 */
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { OAuthError } from "../../domain/oauth/oauth-error.ts";
import type { Services } from "../../domain/services.ts";
import { answerRefusal } from "./authorization.ts";
import { authorize } from "./authorize.ts";
import { atPlace, type PoolEnv, poolPath } from "./place.ts";
import { token } from "./token.ts";

/** For pages of any origin, without their cookies. */
const openTo = (...allowMethods: string[]) => cors({ origin: "*", allowMethods, maxAge: 86_400 });

export function oauth(services: Services): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const at = (path: `/${string}`) => `${poolPath}${path}`;
  routes.use(at("/oauth2/token"), openTo("POST"));
  routes.use(at("/oauth2/*"), atPlace(services));
  routes.get(at("/oauth2/authorize"), authorize);
  routes.post(at("/oauth2/token"), token);
  routes.onError((error, c) =>
    error instanceof OAuthError && isCall(c) ? answerCall(error, c) : answerRefusal(error, c),
  );
  return routes;
}

/** Does an app call, and not a browser? */
const isCall = (c: Context<PoolEnv>): boolean => !c.req.path.endsWith("/authorize");

const contentType = "application/json;charset=UTF-8";

/** RFC 6749 section 5.2, as Cognito words it: without a description. */
function answerCall({ code, reason }: OAuthError, c: Context<PoolEnv>): Response {
  c.var.services.log.info({ endpoint: c.req.path, error: code, reason }, "refused");
  return c.body(JSON.stringify({ error: code }), 400, { "Content-Type": contentType, "Cache-Control": "no-store" });
}
