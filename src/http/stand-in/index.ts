/**
 * The stand-ins of identity providers, `/_standin/<pool>/<provider>/…`: Poolhouse plays the provider, in its own protocol,
 * with a page on which somebody is whom they like. It owns the provider's side of the protocols; nothing of the service's
 * own side (src/federation) knows of it. The composition root mounts it; a provider that is no stand-in is not here.
 */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Services } from "../../domain/services.ts";
import { authorize, choose } from "./authorize.ts";
import { configuration, jwks } from "./documents.ts";
import type { StandInEnv } from "./env.ts";
import { choosePerson, metadata, slo, sso } from "./saml.ts";
import { token } from "./token.ts";
import { userInfo } from "./user-info.ts";

const longestBody = 64 * 1024;

export function standIns(services: Services): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>().basePath("/_standin/:poolId/:name");
  routes.use(bodyLimit({ maxSize: longestBody, onError: (c) => c.json({ message: "The body is too large." }, 413) }));
  routes.use(async (c, next) => {
    const { poolId, name } = c.req.param() as Record<"poolId" | "name", string>;
    const provider = await services.database.identityProviders.get(poolId, name);
    if (!provider?.content.standIn)
      return c.json({ message: `${name} is no stand-in of a provider of ${poolId}.` }, 404);
    c.header("Cache-Control", "no-store");
    c.set("services", services);
    c.set("provider", provider);
    c.set("standIn", provider.content.standIn);
    return next();
  });
  routes.get("/authorize", authorize);
  routes.post("/authorize", choose);
  routes.on(["GET", "POST"], "/token", token);
  routes.on(["GET", "POST"], "/userinfo", userInfo);
  routes.get("/jwks", jwks);
  routes.get("/.well-known/openid-configuration", configuration);
  routes.get("/metadata", metadata);
  routes.get("/sso", sso);
  routes.post("/sso", choosePerson);
  routes.get("/slo", slo);
  routes.all("*", (c: Context) => c.json({ message: `A stand-in has no ${c.req.path}.` }, 404));
  return routes;
}
