/**
 * Where people come back to from identity providers: `/oauth2/idpresponse` for those that speak OAuth 2.0, `/saml2/…` for
 * those that speak SAML. What an answer is worth, domain/federation decides; from there on it is an authorization like any
 * other, and answered as http/oauth does. The composition root mounts it.
 */
import { Hono } from "hono";
import type { Services } from "../../domain/services.ts";
import { answerRefusal } from "../oauth/authorization.ts";
import { atPlace, type PoolEnv, poolPath } from "../oauth/place.ts";
import { idpResponse, idpResponseByPost } from "./idp-response.ts";
import { samlLogout, samlMetadata, samlResponse } from "./saml.ts";

export { toProvider } from "./to-provider.ts";

export function federationEndpoints(services: Services): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const at = (path: `/${string}`) => `${poolPath}${path}`;
  for (const path of ["/oauth2/idpresponse", "/saml2/*"] as const) routes.use(at(path), atPlace(services));
  routes.get(at("/oauth2/idpresponse"), idpResponse);
  routes.post(at("/oauth2/idpresponse"), idpResponseByPost);
  routes.post(at("/saml2/idpresponse"), samlResponse);
  routes.get(at("/saml2/idpresponse"), idpResponse);
  routes.post(at("/saml2/logout"), samlLogout);
  routes.get(at("/saml2/metadata"), samlMetadata);
  routes.onError(answerRefusal);
  return routes;
}
