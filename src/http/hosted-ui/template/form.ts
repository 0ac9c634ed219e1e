import { html } from "hono/html";
import { csrfField } from "../csrf.ts";
import { linkTo, type Shell, say, type TextName } from "../shell.ts";
import { type Step, sealStep, stepField } from "../step.ts";
import type { Visit } from "../visit.ts";
import type { Html } from "./layout.ts";

/** A form that is sent to one of the pages. */
export const formTo = (
  shell: Shell,
  page: `/${string}`,
  body: Html,
): Html => html`<form method="post" action="${linkTo(shell, page)}">
<input type="hidden" name="${csrfField}" value="${shell.csrf}">
${body}
</form>`;

/** The same in the course of a sign-in. */
export const stepForm = (visit: Visit, page: `/${string}`, step: Step, body: Html): Html =>
  formTo(visit, page, html`<input type="hidden" name="${stepField}" value="${sealStep(visit, step)}">\n${body}`);

export const submit = (shell: Shell, text: TextName, name = "submit"): Html =>
  html`<button class="button primary submitButton-customizable" type="submit" name="${name}">${say(shell, text)}</button>`;

/** A question with a link that answers it. */
export const redirection = (shell: Shell, question: TextName | undefined, link: TextName, page: `/${string}`): Html =>
  html`<p class="redirect redirect-customizable">${question ? html`<span>${say(shell, question)}</span> ` : ""}<a href="${linkTo(shell, page)}">${say(shell, link)}</a></p>`;

/** The way out of a sign-in that leads nowhere. */
export const startOver = (shell: Shell): Html => redirection(shell, undefined, "startOver", "/login");
