import { html } from "hono/html";
import { registeredItself } from "../../../domain/client/client.ts";
import { styleImage } from "../look/style-images.ts";
import type { Provider } from "../providers.ts";
import { say } from "../shell.ts";
import type { Visit } from "../visit.ts";
import { field } from "./field.ts";
import { formTo } from "./form.ts";
import type { Html } from "./layout.ts";
import { picture } from "./picture.ts";

/** What people know social networks by, where that is not their type's name. */
const knownAs: Readonly<Record<string, string>> = { LoginWithAmazon: "Amazon", SignInWithApple: "Apple" };

const nameOf = ({ name }: Provider): string => knownAs[name] ?? name;

interface Choice {
  readonly form: "buttons" | "list";
  /** An address that led nowhere. */
  readonly email: string | undefined;
}

/**
 * The ways to sign in with somebody else's account: as buttons, or as a list to choose from where the style says so; and
 * those that an address leads to.
 */
export function providerChoice(visit: Visit, providers: readonly Provider[], { form, email }: Choice): Html {
  const named = providers.filter(({ isByDomain }) => !isByDomain);
  const byDomain = named.length < providers.length ? addressForm(visit, email) : "";
  if (form === "list") return html`${byDomain}${named.length > 0 ? list(visit, named) : ""}`;
  const social = named.filter(({ isSocial }) => isSocial);
  const others = named.filter(({ isSocial }) => !isSocial);
  return html`${byDomain}${group(visit, "idpDescription-customizable", say(visit, "withCorporate"), others)}${group(visit, "textDescription-customizable", say(visit, "withSocial"), social)}`;
}

function group(visit: Visit, className: string, description: string, providers: readonly Provider[]): Html | "" {
  if (providers.length === 0) return "";
  const heading = visit.look.look === "classic" ? html`<h2 class="${className}">${description}</h2>\n` : "";
  return html`<div class="providers">${heading}${providers.map((provider) => button(visit, provider))}</div>\n`;
}

function button(visit: Visit, provider: Provider): Html {
  const className = provider.isSocial ? "socialButton-customizable" : "idpButton-customizable";
  const content = html`${logo(visit, provider)}${say(visit, "withProvider", { provider: nameOf(provider) })}`;
  if (registeredItself(visit.client)) {
    return html`${formTo(
      visit,
      "/selectProvider",
      html`<button class="button provider ${className}" data-provider="${provider.name}" name="identity_provider" value="${provider.name}">${content}</button>`,
    )}\n`;
  }
  const query = new URLSearchParams(visit.query);
  query.delete("idp_identifier");
  query.set("identity_provider", provider.name);
  return html`<a class="button provider ${className}" data-provider="${provider.name}" href="${visit.path}/oauth2/authorize?${query.toString()}">${content}</a>\n`;
}

function logo({ look, path }: Visit, { name }: Provider): Html | "" {
  if (look.look === "classic" || !look.style.componentClasses.idpButtons.icons.enabled) return "";
  const image = styleImage(look, "IDP_BUTTON_ICON", name);
  return image ? picture(path, image, "icon") : "";
}

const addressForm = (visit: Visit, refused: string | undefined): Html =>
  html`<div class="providers">${formTo(
    visit,
    "/selectProvider",
    html`${field({
      ...{ name: "email", id: "idpEmail", label: say(visit, "corporateEmail"), type: "email", autocomplete: "email" },
      ...(refused !== undefined && { value: refused, state: "invalid" as const, focus: "at first" as const }),
    })}
<button class="button secondary idpButton-customizable">${say(visit, "withCorporate")}</button>`,
  )}</div>\n`;

/** Works without JavaScript: what the request says goes along in hidden fields. */
function list(visit: Visit, providers: readonly Provider[]): Html {
  const choice = html`<div class="field">
<label class="label label-customizable" for="identity_provider">${say(visit, "withCorporate")}</label>
<select class="input inputField-customizable" id="identity_provider" name="identity_provider">
${providers.map((provider) => html`<option value="${provider.name}">${nameOf(provider)}</option>\n`)}</select>
</div>
<button class="button secondary">${say(visit, "continue")}</button>`;
  if (registeredItself(visit.client)) {
    return html`<div class="providers">${formTo(visit, "/selectProvider", choice)}</div>\n`;
  }
  const request = [...new URLSearchParams(visit.query)].filter(
    ([name]) => !/^id(entity_provider|p_identifier)$/.test(name),
  );
  return html`<form class="providers" method="get" action="${visit.path}/oauth2/authorize">
${request.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}${choice}
</form>\n`;
}
