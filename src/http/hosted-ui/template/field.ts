import { html, raw } from "hono/html";
import type { Html } from "./layout.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "tel" | "url" | "date" | "number" | "password";
  readonly value?: string | undefined;
  /** A token of HTML section 4.10.18.7.1: what the browser may fill in. */
  readonly autocomplete: string;
  readonly need?: "required" | "optional";
  readonly placeholder?: string | undefined;
  readonly hint?: Html | string | undefined;
  /** Without one, the name. */
  readonly id?: string;
  readonly focus?: "at first" | undefined;
  readonly state?: "invalid" | undefined;
  readonly kind?: "code";
}

/** An input with its label and hint. */
export function field({ type = "text", need = "required", ...given }: Field): Html {
  const { name, label, value, autocomplete, placeholder, hint, id = name, focus, state, kind } = given;
  const flags = [
    need === "required" && "required",
    focus && "autofocus",
    state && 'aria-invalid="true"',
    (type !== "text" || kind) && 'autocapitalize="none" spellcheck="false"',
    kind && 'inputmode="numeric" pattern="[0-9]*"',
  ].filter(Boolean);
  return html`<div class="field"><label class="label label-customizable" for="${id}">${label}</label>
<input class="input ${kind ? "code " : ""}inputField-customizable" id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}"${
    value ? html` value="${value}"` : ""
  }${placeholder ? html` placeholder="${placeholder}"` : ""}${hint ? html` aria-describedby="${id}-hint"` : ""}${raw(
    flags.map((flag) => ` ${flag}`).join(""),
  )}>
${hint ? html`<div class="hint" id="${id}-hint">${hint}</div>\n` : ""}</div>`;
}
