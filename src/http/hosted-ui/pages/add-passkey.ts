import type { Context } from "hono";
import { html } from "hono/html";
import { trustedRedirectUri } from "../../../domain/oauth/authorization-request.ts";
import { findBrowserSession } from "../../../domain/oauth/find-browser-session.ts";
import { UntrustedRequest } from "../../../domain/oauth/oauth-error.ts";
import { beginRegistration } from "../../../domain/passkey/begin-registration.ts";
import { completeRegistration } from "../../../domain/passkey/complete-registration.ts";
import type { PoolEnv } from "../../oauth/place.ts";
import { sessionCookie } from "../../oauth/session-cookie.ts";
import type { Form } from "../page.ts";
import { say } from "../shell.ts";
import { formTo } from "../template/form.ts";
import { type Html, layout } from "../template/layout.ts";
import { passkeyButton } from "../template/passkey-button.ts";
import type { Theme } from "../theme.ts";
import { shellFor } from "../visit.ts";

/**
 * Where an app sends somebody who has signed in on the pages, to make a passkey; then they come back to it. Its query is
 * no authorization request: client_id and redirect_uri alone (AWS: "Sign-in with passkeys", managed login).
 */
export const addPasskeyPath = "/passkeys/add";

/** Who is to get a passkey, and where they go then. */
async function holderOf(c: Context<PoolEnv>) {
  const { services, place } = c.var;
  const { client_id: id = "", redirect_uri: asked } = c.req.query();
  const client = await services.database.clients.get(id);
  if (client?.poolId !== place.pool.id) throw new UntrustedRequest("Client does not exist.", id);
  const redirectUri = trustedRedirectUri(client, asked);
  const signedIn = await findBrowserSession(services, place.pool, sessionCookie(c));
  return { client, redirectUri, holder: signedIn && { pool: place.pool, client, user: signedIn.user } };
}

/** Throws what StartWebAuthnRegistration throws, which `refused` shows. */
export async function showAddPasskey(c: Context<PoolEnv>, theme: Theme): Promise<Html | Response> {
  const { client, redirectUri, holder } = await holderOf(c);
  if (holder) return draw(c, theme, { redirectUri, options: await beginRegistration(c.var.services, holder) });
  const request = { client_id: client.id, redirect_uri: redirectUri, response_type: "code" };
  return c.redirect(`${c.var.place.path}/login?${new URLSearchParams(request)}`);
}

/** Throws what CompleteWebAuthnRegistration throws. */
export async function submitAddPasskey(c: Context<PoolEnv>, theme: Theme, form: Form): Promise<Html | Response> {
  const { redirectUri, holder } = await holderOf(c);
  if (!holder) return showAddPasskey(c, theme);
  await completeRegistration(c.var.services, holder, credentialIn(form));
  return c.redirect(redirectUri);
}

/** What is no JSON is no credential, which the rules say. */
function credentialIn({ credential = "" }: Form): unknown {
  try {
    return JSON.parse(credential);
  } catch {
    return credential;
  }
}

async function draw(
  c: Context<PoolEnv>,
  theme: Theme,
  { redirectUri, options }: { redirectUri: string; options: object },
): Promise<Html> {
  const shell = await shellFor(c, theme);
  return layout(shell, {
    ...{ title: say(shell, "addPasskey"), description: say(shell, "addPasskeyDescription") },
    ...{ graphic: "passkey", script: "passkey" },
    body: html`${formTo(shell, addPasskeyPath, passkeyButton(shell, "create", JSON.stringify(options), "addPasskey"))}
<a class="button secondary" href="${redirectUri}">${say(shell, "notNow")}</a>`,
  });
}
