import type { Settings } from "../../../domain/branding/branding.ts";
import { cognitoStyle, type Style } from "../../../domain/branding/cognito-style.ts";
import type { EffectiveBranding, ManagedLook } from "../../../domain/branding/effective-branding.ts";
import { mergeSettings } from "../../../domain/branding/merge-settings.ts";
import type { Theme } from "../theme.ts";
import { different, type Properties, propertiesOf, ruleOf } from "./properties.ts";
import { styleImage } from "./style-images.ts";

/**
 * The one style sheet of a client's pages. What comes later wins: Cognito's own values, the rules that use them, the
 * theme's, and last what this client's look says itself.
 */
export function styleSheetOf({ style }: Theme, look: EffectiveBranding): string {
  const common = look.look === "classic" ? "" : ruleOf(":root", usual);
  const own = look.look === "classic" ? (look.css ?? "") : ownRules(look);
  return [common, style.base, style[look.look], style.theme, own].join("\n").replaceAll(/\n\s+|\n\n+/g, "\n");
}

const usual = settingsAsProperties(cognitoStyle);

function settingsAsProperties({ categories, componentClasses, components }: Style): Properties {
  const { idpButton, ...others } = components;
  const { form, pageHeader, pageFooter } = components;
  return new Map([
    ...propertiesOf(componentClasses),
    ...propertiesOf({ ...others, idpButton: { standard: idpButton.standard } }),
    ["color-scheme", colorScheme(categories.global.colorSchemeMode)],
    ["--density", categories.global.spacingDensity === "REGULAR" ? "1" : "0.75"],
    ["--form-location-horizontal", placeOf(categories.form.location.horizontal)],
    ["--form-location-vertical", placeOf(categories.form.location.vertical)],
    ["--form-logo-location", placeOf(form.logo.location)],
    ["--page-header-logo-location", placeOf(pageHeader.logo.location)],
    ["--page-footer-logo-location", placeOf(pageFooter.logo.location)],
  ]);
}

function colorScheme(mode: string): string {
  return mode === "DYNAMIC" ? "light dark" : mode.toLowerCase();
}

function placeOf(location: string): string {
  return ["START", "END"].includes(location) ? location.toLowerCase() : "center";
}

function ownRules(look: ManagedLook): string {
  const { style } = look;
  const { pageBackground, form, pageHeader, pageFooter, idpButton } = style.components;
  const providers = Object.entries(idpButton.custom).map(([name, button]) =>
    ruleOf(
      `[data-provider=${quoted(name)}]`,
      propertiesOf(mergeSettings(idpButton.standard, button as Settings), ["idpButton", "standard"]),
    ),
  );
  return [
    ruleOf(":root", different(settingsAsProperties(style), usual)),
    ...providers,
    pageBackground.image.enabled ? background("body", look, "PAGE_BACKGROUND") : "",
    form.backgroundImage.enabled ? background(".form", look, "FORM_BACKGROUND") : "",
    pageHeader.backgroundImage.enabled ? background(".page-header", look, "PAGE_HEADER_BACKGROUND") : "",
    pageFooter.backgroundImage.enabled ? background(".page-footer", look, "PAGE_FOOTER_BACKGROUND") : "",
  ].join("");
}

/** The style sheet stands in the same folder as the images. */
function background(selector: string, look: ManagedLook, category: Parameters<typeof styleImage>[1]): string {
  const image = styleImage(look, category);
  if (!image) return "";
  const rule = (url: string) => `${selector}{background-image:url(${quoted(url.replace("hosted-ui/", ""))})}\n`;
  return rule(image.light) + (image.dark ? `@media (prefers-color-scheme:dark){${rule(image.dark)}}\n` : "");
}

/** A string of CSS (CSS Syntax Level 3, section 4.3.5): whatever could end it is escaped. */
const quoted = (text: string): string =>
  `"${text.replaceAll(/[^\w ./?=&-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
