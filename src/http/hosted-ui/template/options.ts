import { html } from "hono/html";
import type { Html } from "./layout.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A choice of one; the first is chosen until somebody chooses. `legend` is read out, not shown: the heading says it. */
export const options = (name: string, legend: string, given: readonly Option[]): Html => html`<fieldset class="options">
<legend class="hidden">${legend}</legend>
${given.map(
  ({ value, label }, index) =>
    html`<label class="option label-customizable"><input type="radio" name="${name}" value="${value}" required${index === 0 ? " checked" : ""}> ${label}</label>\n`,
)}</fieldset>`;
