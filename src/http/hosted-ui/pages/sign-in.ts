import { html } from "hono/html";
import type { Page } from "../page.ts";
import { proceed } from "../proceed.ts";
import { hasOwnAccounts, maySignUp, type Provider, providersOf } from "../providers.ts";
import { linkTo, say } from "../shell.ts";
import { asksNameFirst, beginSignIn } from "../sign-in-machine.ts";
import { field } from "../template/field.ts";
import { formTo, redirection } from "../template/form.ts";
import { type Html, layout } from "../template/layout.ts";
import { providerChoice } from "../template/providers.ts";
import { usernameField } from "../template/username.ts";
import type { Visit } from "../visit.ts";

interface Told {
  readonly username?: string | undefined;
  /** Of somebody for whom a provider was to be found, in the place of a name. */
  readonly email?: string | undefined;
  readonly refusal?: string;
  readonly notice?: string;
}

/** Where everything begins: a name and a password, or a name alone where there is more to choose from; and other providers. */
export const signIn: Page = {
  path: "/login",
  show: (visit) => signInPage(visit, { username: visit.request.loginHint }),
  async submit(visit, { username = "", password }) {
    return proceed(visit, username, await beginSignIn(visit, username, password));
  },
  refused: (visit, { username }, refusal) => signInPage(visit, { username, refusal }),
};

export async function signInPage(visit: Visit, told: Told = {}): Promise<Html> {
  const providers = await providersOf(visit);
  const sections = sectionsOf(visit).flatMap((section) => {
    if (section.type !== "FEDERATED") return hasOwnAccounts(visit) ? [ownAccount(visit, told, section.display)] : [];
    return providers.length > 0 ? [federated(visit, providers, section.display, told)] : [];
  });
  const between = html`<div class="divider">${say(visit, "or")}</div>\n`;
  return layout(visit, {
    title: say(visit, "signInTitle"),
    description: visit.stranger === undefined ? say(visit, "signInDescription") : undefined,
    ...{ refusal: told.refusal, notice: told.notice },
    body: html`${sections.map((section, index) => html`${index > 0 ? between : ""}${section}`)}`,
  });
}

interface Section {
  readonly display: string;
  readonly type: string;
}

/** In the style's order. The classic pages have providers first. */
function sectionsOf({ look }: Visit): readonly Section[] {
  const usual = [
    { display: "BUTTON", type: "FEDERATED" },
    { display: "INPUT", type: "USERNAME_PASSWORD" },
  ];
  return look.look === "managed" ? look.style.categories.auth.authMethodOrder.flat() : usual;
}

function federated(visit: Visit, providers: readonly Provider[], display: string, { email }: Told): Html {
  const { look } = visit;
  const isList =
    look.look === "managed" &&
    (display === "INPUT" || look.style.categories.auth.federation.interfaceStyle !== "BUTTON_LIST");
  return providerChoice(visit, providers, { form: isList ? "list" : "buttons", email });
}

/** Names, ids and classes are Cognito's, by which scripts and style sheets know them. */
function ownAccount(visit: Visit, told: Told, display: string): Html {
  const form = formTo(visit, signIn.path, asksNameFirst(visit) ? nameOnly(visit, told) : nameAndPassword(visit, told));
  const own = html`${form}
${maySignUp(visit) ? redirection(visit, "needAccount", "signUp", "/signup") : ""}`;
  if (display !== "BUTTON") return own;
  return html`<details${isRefused(told) ? " open" : ""}><summary class="button secondary">${say(visit, "signIn")}</summary>
<div class="body">${own}</div></details>`;
}

/** What was refused stood in this form, and not in that for an address. */
const isRefused = ({ refusal, email }: Told): boolean => refusal !== undefined && email === undefined;

const name = (visit: Visit, { username, email }: Told): Html =>
  usernameField(visit, {
    ...{ value: username, id: "signInFormUsername", autocomplete: "username webauthn" },
    focus: username || email !== undefined ? undefined : "at first",
  });

const nameOnly = (visit: Visit, told: Told): Html => html`${name(visit, told)}
<input class="button primary submitButton-customizable" type="submit" name="signInSubmitButton" value="${say(visit, "next")}">`;

const nameAndPassword = (visit: Visit, told: Told): Html => html`${name(visit, told)}
${field({
  ...{ name: "password", id: "signInFormPassword", label: say(visit, "password"), type: "password" },
  ...{ autocomplete: "current-password", focus: told.username ? ("at first" as const) : undefined },
  state: isRefused(told) ? "invalid" : undefined,
})}
<p class="redirect-customizable forgot"><a href="${linkTo(visit, "/forgotPassword")}">${say(visit, "forgotPassword")}</a></p>
<input class="button primary submitButton-customizable" type="submit" name="signInSubmitButton" value="${say(visit, "signIn")}">`;
