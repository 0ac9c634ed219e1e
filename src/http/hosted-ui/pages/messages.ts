import type { Context } from "hono";
import { html } from "hono/html";
import type { PoolEnv } from "../../oauth/place.ts";
import type { Done } from "../page.ts";
import { say, type TextName } from "../shell.ts";
import { type Html, layout } from "../template/layout.ts";
import type { Theme } from "../theme.ts";
import { shellFor } from "../visit.ts";

/** Pages that tell something and ask for nothing. */

/** What may stand in `/error?error=`: a link that somebody made up must not put words of theirs on the page. */
const ownWords =
  /^([a-z_]{1,60}|Client does not exist\.|Invalid request|Required String parameter '\w{1,40}' is not present)$/;

/** A request that cannot be answered anywhere else. The word for it is shown for the app's developer. */
export async function errorPage(c: Context<PoolEnv>, theme: Theme): Promise<Html> {
  const shell = await shellFor(c, theme);
  const error = c.req.query("error") ?? "";
  const shown = ownWords.test(error) ? html`<p class="legal">${error}</p>` : html``;
  return layout(shell, { title: say(shell, "error"), refusal: say(shell, "errorDescription"), body: shown });
}

/** The error page for what was refused on the way to a page. */
export async function refusalPage(
  c: Context<PoolEnv>,
  theme: Theme,
  refusal: string | { text: TextName },
): Promise<Html> {
  const shell = await shellFor(c, theme);
  const told = typeof refusal === "string" ? refusal : say(shell, refusal.text);
  return layout(shell, { title: say(shell, "error"), refusal: told, body: html`` });
}

/** What has been done, when there is nothing to ask. */
export async function donePage(c: Context<PoolEnv>, theme: Theme, { title, description }: Done): Promise<Html> {
  const shell = await shellFor(c, theme);
  return layout(shell, { title: say(shell, title), description: say(shell, description), body: html`` });
}
