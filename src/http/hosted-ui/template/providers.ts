import { html } from "hono/html";
import { styleImage } from "../look/style-images.ts";
import type { Provider } from "../providers.ts";
import { say } from "../shell.ts";
import type { Visit } from "../visit.ts";
import type { Html } from "./layout.ts";
import { picture } from "./picture.ts";

/** What people know social networks by, where that is not their type's name. */
const knownAs: Readonly<Record<string, string>> = { LoginWithAmazon: "Amazon", SignInWithApple: "Apple" };

const nameOf = ({ name }: Provider): string => knownAs[name] ?? name;

/** The ways to sign in with somebody else's account: as buttons, or as a list to choose from where the style says so. */
export function providerChoice(visit: Visit, providers: readonly Provider[], form: "buttons" | "list"): Html {
  if (form === "list") return list(visit, providers);
  const social = providers.filter(({ isSocial }) => isSocial);
  const others = providers.filter(({ isSocial }) => !isSocial);
  return html`${group(visit, "idpDescription-customizable", say(visit, "withCorporate"), others)}${group(visit, "textDescription-customizable", say(visit, "withSocial"), social)}`;
}

function group(visit: Visit, className: string, description: string, providers: readonly Provider[]): Html | "" {
  if (providers.length === 0) return "";
  const heading = visit.look.look === "classic" ? html`<h2 class="${className}">${description}</h2>\n` : "";
  return html`<div class="providers">${heading}${providers.map((provider) => button(visit, provider))}</div>\n`;
}

function button(visit: Visit, provider: Provider): Html {
  const className = provider.isSocial ? "socialButton-customizable" : "idpButton-customizable";
  const query = new URLSearchParams(visit.query);
  query.delete("idp_identifier");
  query.set("identity_provider", provider.name);
  return html`<a class="button provider ${className}" data-provider="${provider.name}" href="${visit.path}/oauth2/authorize?${query.toString()}">${logo(visit, provider)}${say(visit, "withProvider", { provider: nameOf(provider) })}</a>\n`;
}

function logo({ look, path }: Visit, { name }: Provider): Html | "" {
  if (look.look === "classic" || !look.style.componentClasses.idpButtons.icons.enabled) return "";
  const image = styleImage(look, "IDP_BUTTON_ICON", name);
  return image ? picture(path, image, "icon") : "";
}

/** Works without JavaScript: what the request says goes along in hidden fields. */
function list(visit: Visit, providers: readonly Provider[]): Html {
  const request = [...new URLSearchParams(visit.query)].filter(
    ([name]) => !/^id(entity_provider|p_identifier)$/.test(name),
  );
  return html`<form class="providers" method="get" action="${visit.path}/oauth2/authorize">
${request.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}<div class="field">
<label class="label label-customizable" for="identity_provider">${say(visit, "withCorporate")}</label>
<select class="input inputField-customizable" id="identity_provider" name="identity_provider">
${providers.map((provider) => html`<option value="${provider.name}">${nameOf(provider)}</option>\n`)}</select>
</div>
<button class="button secondary">${say(visit, "continue")}</button>
</form>\n`;
}
