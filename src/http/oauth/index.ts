/**
 * The OAuth 2.0 and OpenID Connect endpoints of each pool's domain: who asks is read, checked and answered here, in
 * OAuth's words; what is granted, domain/oauth decides. The pages are hosted-ui's, which reads the same requests
 * (`authorizationOf`) and ends them the same way (`answerCompleted`). The composition root mounts it.
 */
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import {
  AuthorizationRefused,
  OAuthError,
  type OAuthErrorCode,
  UntrustedRequest,
} from "../../domain/oauth/oauth-error.ts";
import type { Services } from "../../domain/services.ts";
import { CognitoError } from "../../errors.ts";
import { answerJson } from "./answer.ts";
import { answerRefusal } from "./authorization.ts";
import { authorize, type ToProvider } from "./authorize.ts";
import { logRefusal } from "./log-refusal.ts";
import { logout } from "./logout.ts";
import { atPlace, type PoolEnv, poolPath } from "./place.ts";
import { register } from "./register.ts";
import { revoke } from "./revoke.ts";
import { token } from "./token.ts";
import { userInfo } from "./user-info.ts";

/** Pages of any origin may call what apps call, without their cookies; `answerJson` says so too. */
const preflight = cors({ origin: "*", allowMethods: ["GET", "POST"], maxAge: 86_400 });

export function oauth(services: Services, toProvider: ToProvider): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const at = (path: `/${string}`) => `${poolPath}${path}`;
  routes.options(at("/oauth2/:endpoint{token|revoke|userInfo}"), preflight);
  for (const path of ["/oauth2/*", "/authorize", "/logout"] as const) routes.use(at(path), atPlace(services));
  // The shorter name is an older one of Cognito's, by which libraries such as cognito-at-edge still know it.
  for (const path of ["/oauth2/authorize", "/authorize"] as const) routes.get(at(path), authorize(toProvider));
  routes.post(at("/oauth2/token"), token);
  routes.on(["GET", "POST"], at("/oauth2/userInfo"), userInfo);
  routes.post(at("/oauth2/revoke"), revoke);
  routes.post(at("/oauth2/register"), register);
  routes.get(at("/logout"), logout);
  routes.onError((error, c) => {
    const told = error instanceof CognitoError ? overtaken(error, c) : error;
    return isOfCall(told) ? answerCall(told, c) : answerRefusal(told, c);
  });
  return routes;
}

/** What the rules did not see coming: somebody was deleted, or too many wrote at once, while a request was answered. */
function overtaken({ name, message, reason = message }: CognitoError, c: Context<PoolEnv>): Error {
  const ofBrowser = /\/(authorize|logout)$/.test(c.req.path);
  if (ofBrowser) return new UntrustedRequest("temporarily_unavailable");
  return new OAuthError("temporarily_unavailable", { reason: `${name}: ${reason}` });
}

/** Was it an app that called, and not a browser that was sent? */
const isOfCall = (error: Error): error is OAuthError =>
  error instanceof OAuthError && !(error instanceof AuthorizationRefused);

/** RFC 6749 section 5.2, RFC 7009 section 2.2.1, RFC 7591 section 3.2.2 and RFC 6750 section 3.1, as Cognito words them. */
function answerCall({ code, description, reason }: OAuthError, c: Context<PoolEnv>): Response {
  const { path } = c.req;
  logRefusal(c, { reason: reason ?? description ?? code, error: code });
  const told = { error: code, ...(description && { error_description: description }) };
  const status = statusOf(code, path);
  const ofUserInfo = `error="${code}", error_description="${description}"`;
  if (path.endsWith("/userInfo")) return answerJson(told, status, { "WWW-Authenticate": ofUserInfo });
  if (status === 400) return answerJson(told, status);
  const challenge = code === "invalid_client" ? "Basic" : `Bearer error="${code}"`;
  return answerJson(told, status, { "WWW-Authenticate": challenge });
}

/** At the token endpoint a client that is not known is told so with 400, as everything else is. */
function statusOf(code: OAuthErrorCode, path: string): 400 | 401 {
  return code === "invalid_token" || (code === "invalid_client" && path.endsWith("/revoke")) ? 401 : 400;
}
