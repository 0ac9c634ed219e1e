import { html } from "hono/html";
import { type Shell, say, type TextName } from "../shell.ts";
import type { Html } from "./layout.ts";

/**
 * A button by which the script hosted-ui/passkey.js has the browser show a passkey (`get`) or make one (`create`), and
 * sends it with the form. Without the script it cannot be pressed, and the page says why.
 */
export const passkeyButton = (
  shell: Shell,
  act: "get" | "create",
  options: string,
  text: TextName,
): Html => html`<input type="hidden" name="credential" data-passkey="${act}" data-options="${options}">
<p class="alert errorMessage-customizable" role="alert" data-when="failed" hidden>${say(shell, "passkeyFailed")}</p>
<p class="warning" data-when="unsupported">${say(shell, "passkeyUnsupported")}</p>
<button class="button primary submitButton-customizable" type="submit" disabled>${say(shell, text)}</button>`;
