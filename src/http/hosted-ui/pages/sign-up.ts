import type { SignUpResponse } from "@aws-sdk/client-cognito-identity-provider";
import { html } from "hono/html";
import { sessionOfNewcomer } from "../../../domain/authentication/sign-up-session.ts";
import { autoVerified, usernameAttributes } from "../../../domain/pool/pool.ts";
import { shownTerms } from "../../../domain/terms/find-terms.ts";
import type { Terms } from "../../../domain/terms/terms.ts";
import { missingRequired } from "../../../domain/user/attributes.ts";
import { CognitoError } from "../../../errors.ts";
import { SignUp } from "../../../operations/user/index.ts";
import { operate } from "../operation-of-page.ts";
import type { Form, Page } from "../page.ts";
import { proceed } from "../proceed.ts";
import { maySignUp } from "../providers.ts";
import { linkTo, say } from "../shell.ts";
import { beginSignIn } from "../sign-in-machine.ts";
import { sealNewcomer } from "../step.ts";
import { attributeField, attributeName, attributesIn } from "../template/attribute.ts";
import { formTo, redirection, submit } from "../template/form.ts";
import { type Html, layout } from "../template/layout.ts";
import { isRepeated, newPasswordFields } from "../template/new-password.ts";
import { usernameField } from "../template/username.ts";
import type { Visit } from "../visit.ts";
import { confirmPage } from "./confirm.ts";

/** Somebody new: a name, a password, and what the pool requires of everybody. */
export const signUp: Page = {
  path: "/signup",
  show: async (visit) =>
    maySignUp(visit)
      ? signUpPage(visit, { username: visit.request.loginHint })
      : visit.c.redirect(linkTo(visit, "/login")),

  async submit(visit, form) {
    if (!isRepeated(form)) throw new CognitoError("InvalidParameterException", say(visit, "passwordsDiffer"));
    const { username = "", password = "" } = form;
    const attributes = Object.entries(attributesIn(form)).map(([Name, Value]) => ({ Name, Value }));
    const made = await operate<SignUpResponse>(visit, SignUp, {
      ...{ Username: username, Password: password, UserAttributes: attributes },
    });
    if (made.UserConfirmed) return proceed(visit, username, await beginSignIn(visit, username, password));
    const newcomer = await newcomerOf(visit, made);
    return confirmPage(visit, { username, sent: made.CodeDeliveryDetails ?? "nothing", newcomer });
  },

  refused: (visit, form, refusal) => signUpPage(visit, form, refusal),
};

/** So that nobody has to give the password again that they have just chosen. */
async function newcomerOf(visit: Visit, { UserSub = "" }: SignUpResponse): Promise<string | undefined> {
  const user = await visit.services.database.users.find(visit.pool, UserSub);
  return user && sealNewcomer(visit, sessionOfNewcomer(visit.services, visit.client, user));
}

async function signUpPage(visit: Visit, form: Form, refusal?: string): Promise<Html> {
  const attributes = askedOf(visit).map(([name, need]) =>
    attributeField(visit, name, { need, value: form[attributeName(name)] }),
  );
  const fields = html`${usernameField(visit, { value: form.username, focus: refusal ? undefined : "at first" })}
${attributes}
${newPasswordFields(visit, "password", refusal === undefined ? undefined : form.password)}
${await terms(visit)}${submit(visit, "signUp", "signUpButton")}`;
  return layout(visit, {
    ...{ title: say(visit, "signUpTitle"), description: say(visit, "signUpDescription"), refusal },
    body: html`${formTo(visit, signUp.path, fields)}
${redirection(visit, "haveAccount", "signIn", "/login")}`,
  });
}

/**
 * The attributes that the page asks for: those that the pool requires, and the contacts to which it sends a code, without
 * which nobody could confirm. What people sign in with is their name already.
 */
function askedOf({ pool }: Visit): [name: string, need: "required" | "optional"][] {
  const names = usernameAttributes(pool);
  const known = names.length === 1 ? names : [];
  const required = missingRequired(pool, {});
  const contacts = (["email", "phone_number"] as const).filter((contact) => autoVerified(pool, contact));
  const isNeeded = (name: string) => required.includes(name) || (contacts.length === 1 && names.length === 0);
  return [...new Set([...required, ...(names.length === 0 ? contacts : [])])]
    .filter((name) => !(known as readonly string[]).includes(name))
    .map((name) => [name, isNeeded(name) ? "required" : "optional"]);
}

/** What people agree to by signing up, in their language or the usual one. */
async function terms(visit: Visit): Promise<Html | ""> {
  const shown = await shownTerms(visit.services, visit.client);
  if (!shown) return "";
  const link = ({ content }: Terms, text: "termsOfUse" | "privacyPolicy") =>
    html`<a href="${urlIn(content.links, visit.language)}" target="_blank" rel="noopener noreferrer">${say(visit, text)}<span class="hidden"> (${say(visit, "opensInNewTab")})</span></a>`;
  const links: Readonly<Record<string, Html>> = {
    "{use}": link(shown.use, "termsOfUse"),
    "{privacy}": link(shown.privacy, "privacyPolicy"),
  };
  const parts = String(visit.texts.terms).split(/(\{\w+\})/);
  return html`<p class="legal legalText-customizable">${parts.map((part) => links[part] ?? part)}</p>\n`;
}

/** AWS writes languages with a hyphen and a capital country, and `cognito:default` for all others. */
const urlIn = (links: Readonly<Record<string, string>>, language: string): string =>
  Object.entries(links).find(([tag]) => tag.toLowerCase().replace("cognito:", "") === language.toLowerCase())?.[1] ??
  links["cognito:default"] ??
  "";
