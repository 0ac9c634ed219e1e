import { html, raw } from "hono/html";
import { stylePath } from "../look/serve.ts";
import { styleImage } from "../look/style-images.ts";
import { type Shell, sayRefusal } from "../shell.ts";
import { icons } from "./favicon.ts";
import { picture } from "./picture.ts";

export type Html = ReturnType<typeof html>;

/** A page's own part. */
export interface Content {
  readonly title: string;
  readonly description?: string | undefined;
  /** What the page is about, as a picture. */
  readonly graphic?: Graphic;
  /** Why what was asked for was not done, in the service's words; the page says it in its language. */
  readonly refusal?: string | undefined;
  /** What has been done. */
  readonly notice?: string | undefined;
  readonly body: Html;
  /** The page asks the browser for a passkey. */
  readonly script?: "passkey";
}

export type Graphic = keyof typeof graphics;

/** The categories of images by which a style replaces them; the file that stands there otherwise has the picture's name. */
const graphics = {
  email: "EMAIL_GRAPHIC",
  sms: "SMS_GRAPHIC",
  app: "AUTH_APP_GRAPHIC",
  password: "PASSWORD_GRAPHIC",
  passkey: "PASSKEY_GRAPHIC",
} as const;

/** A whole page. Both looks have the same elements; which classes count is their style sheets' business. */
export const layout = (shell: Shell, content: Content): Html => html`<!doctype html>
<html lang="${shell.language}">
<head>
<meta charset="utf-8">
<title>${content.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${icons(shell)}<link rel="stylesheet" href="${stylePath(shell)}">
</head>
<body${hasScenery(shell) ? raw(' class="scenery"') : ""}>
${band(shell, "header")}<main>
${logoAt(shell, "OUT", "TOP")}<div class="form background-customizable">
${shell.look.look === "classic" ? banner(shell) : logoAt(shell, "IN", "TOP")}<div class="body">
<div class="heading">${graphic(shell, content.graphic)}<h1 class="textDescription-customizable">${content.title}</h1>
${[shell.stranger, content.description].map((text) => (text ? html`<p class="description">${text}</p>\n` : ""))}</div>
${content.refusal ? html`<p class="alert errorMessage-customizable" id="loginErrorMessage" role="alert">${sayRefusal(shell, content.refusal)}</p>\n` : ""}${
  content.notice ? html`<p class="notice" role="status">${content.notice}</p>\n` : ""
}${content.body}
</div>
${logoAt(shell, "IN", "BOTTOM")}</div>
${logoAt(shell, "OUT", "BOTTOM")}</main>
${band(shell, "footer")}${content.script ? html`<script src="${shell.path}/hosted-ui/${content.script}.js" defer></script>\n` : ""}</body>
</html>
`;

/** The page's own background, where the style wants one and brings no image for it. */
const hasScenery = ({ look }: Shell): boolean =>
  look.look === "managed" &&
  look.style.components.pageBackground.image.enabled &&
  styleImage(look, "PAGE_BACKGROUND") === undefined;

function banner(shell: Shell): Html {
  const { look, path } = shell;
  const logo =
    look.look === "classic" && look.logo
      ? html`<img class="logo logo-customizable" src="${path}/ui-customization/${look.clientId}/image.${look.logo.type}" alt="">`
      : themeLogo(shell);
  return html`<div class="banner-customizable">${logo}</div>\n`;
}

function logoAt(shell: Shell, inclusion: "IN" | "OUT", position: "TOP" | "BOTTOM"): Html | "" {
  const { look } = shell;
  if (look.look === "classic") return "";
  const { logo } = look.style.components.form;
  if (logo.formInclusion !== inclusion || logo.position !== position) return "";
  const image = logo.enabled ? styleImage(look, "FORM_LOGO") : undefined;
  const shown = image ? picture(shell.path, image, "logo logo-customizable") : themeLogo(shell);
  const className = `${inclusion === "IN" ? "banner-customizable" : "outer-logo"} ${position.toLowerCase()}`;
  return shown && html`<div class="${className}">${shown}</div>\n`;
}

/** A theme's `logo.svg` or the like stands where no style or customization brings a logo. */
function themeLogo({ theme, path }: Shell): Html | "" {
  const file = ["logo.svg", "logo.png", "logo.webp", "logo.jpg"].find((name) => theme.images.has(name));
  return file ? html`<img class="logo logo-customizable" src="${path}/hosted-ui/images/${file}" alt="">` : "";
}

function band(shell: Shell, name: "header" | "footer"): Html | "" {
  const { look } = shell;
  if (look.look === "classic") return "";
  const [setting, category] =
    name === "header" ? (["pageHeader", "PAGE_HEADER_LOGO"] as const) : (["pageFooter", "PAGE_FOOTER_LOGO"] as const);
  if (!look.style.categories.global[setting].enabled) return "";
  const logo = look.style.components[setting].logo.enabled ? styleImage(look, category) : undefined;
  const shown = logo ? picture(shell.path, logo, "band-logo") : "";
  return name === "header"
    ? html`<header class="page-header">${shown}</header>\n`
    : html`<footer class="page-footer">${shown}</footer>\n`;
}

function graphic(shell: Shell, name: Graphic | undefined): Html | "" {
  const { look, path } = shell;
  if (!name || look.look === "classic" || !look.style.categories.form.displayGraphics) return "";
  const image = styleImage(look, graphics[name]) ?? { light: `hosted-ui/images/${name}.svg` };
  return picture(path, image, "graphic");
}
