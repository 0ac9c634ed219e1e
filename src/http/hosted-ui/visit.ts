import type { Context } from "hono";
import { cognitoStyle } from "../../domain/branding/cognito-style.ts";
import { type EffectiveBranding, effectiveBranding } from "../../domain/branding/effective-branding.ts";
import { type Client, registeredItself } from "../../domain/client/client.ts";
import type { AuthorizationRequest } from "../../domain/oauth/authorization-request.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import type { Origin } from "../../domain/token/origin.ts";
import { authorizationOf } from "../oauth/authorization.ts";
import type { PoolEnv } from "../oauth/place.ts";
import { originOf } from "../origin.ts";
import { csrfTokenOf } from "./csrf.ts";
import { languageOf } from "./languages.ts";
import { type Shell, say } from "./shell.ts";
import type { Theme } from "./theme.ts";

/** Somebody who looks at a page, because an app asks them to sign in. */
export interface Visit extends Shell {
  /** In the time of the pool. */
  readonly services: Services;
  readonly pool: Pool;
  readonly client: Client;
  readonly request: AuthorizationRequest;
  readonly origin: Origin;
}

/** Managed login of a client without a style: at AWS there are no pages then. */
export class NoStyle extends Error {
  override readonly name = "NoStyle";
}

/** Reads the request in the query. Throws what `authorizationOf` throws, and NoStyle. */
export async function visitOf(c: Context<PoolEnv>, theme: Theme): Promise<Visit> {
  const request = await authorizationOf(c);
  const { pool, client, query } = request;
  const { services, place } = c.var;
  const look = await effectiveBranding(services, place, client);
  if (!look) {
    services.log.info({ clientId: client.id }, "the client has no style: CreateManagedLoginBranding gives it one");
    throw new NoStyle();
  }
  const shell = shellOf(c, theme, look);
  const stranger = registeredItself(client) ? { stranger: nameStranger(shell, request) } : {};
  return { ...shell, ...stranger, services, pool, client, request, query, origin: originOf(c) };
}

/** On every page people are told which app it is that will speak for them, whichever they were sent to. */
function nameStranger(shell: Shell, { client, redirectUri }: AuthorizationRequest): string {
  const { protocol, host } = new URL(redirectUri);
  const place = /^https?:$/.test(protocol) ? host : protocol;
  return say(shell, "strangerAsks", { app: client.settings.ClientName ?? client.id, place });
}

/** For pages that tell of a request that makes no sense: the look of the client that it may name, or the usual one. */
export async function shellFor(c: Context<PoolEnv>, theme: Theme): Promise<Shell> {
  const { services, place } = c.var;
  const client = await services.database.clients.get(c.req.query("client_id") ?? "");
  const look = client?.poolId === place.pool.id ? await effectiveBranding(services, place, client) : undefined;
  return shellOf(c, theme, look ?? usualLook(c));
}

const usualLook = (c: Context<PoolEnv>): EffectiveBranding =>
  c.var.place.managedLoginVersion === 1
    ? { look: "classic" }
    : { look: "managed", clientId: "", style: dynamicStyle, assets: [], changedAt: new Date(0) };

const { global, ...otherCategories } = cognitoStyle.categories;
const dynamicStyle = {
  ...cognitoStyle,
  categories: { ...otherCategories, global: { ...global, colorSchemeMode: "DYNAMIC" } },
};

function shellOf(c: Context<PoolEnv>, theme: Theme, look: EffectiveBranding): Shell {
  const language = languageOf(c);
  const { search } = new URL(c.req.url);
  return {
    ...{ c, theme, look, language },
    path: c.var.place.path,
    query: search.slice(1),
    texts: theme.texts[language],
    csrf: csrfTokenOf(c),
  };
}
