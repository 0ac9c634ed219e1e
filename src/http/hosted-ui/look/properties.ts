import { isMembers } from "../../../domain/branding/merge-settings.ts";

/** Values of CSS custom properties by name. */
export type Properties = ReadonlyMap<string, string>;

/**
 * Settings of a style as custom properties, named by their place: `form.borderRadius` is `--form-border-radius`, and
 * `primaryButton.lightMode.hover.textColor` with that of `darkMode` is `--primary-button-hover-text-color`. What is no
 * colour and no radius has none.
 */
export function propertiesOf(settings: unknown, path: readonly string[] = []): Properties {
  if (!isMembers(settings)) return new Map(typeof settings === "number" ? [[nameOf(path), `${settings}px`]] : []);
  const { lightMode, darkMode, ...rest } = settings;
  const plain = Object.entries(rest).flatMap(([name, value]) => [...propertiesOf(value, [...path, name])]);
  return new Map([...plain, ...colors(lightMode, darkMode, path)]);
}

/** Colours of both modes, of which the browser takes the one for the page's colour scheme. */
function colors(light: unknown, dark: unknown, path: readonly string[]): [string, string][] {
  if (typeof light === "string" && typeof dark === "string") {
    const [day, night] = [short(light), short(dark)];
    return [[nameOf(path), day === night ? day : `light-dark(${day},${night})`]];
  }
  if (!isMembers(light) || !isMembers(dark)) return [];
  return Object.entries(light).flatMap(([name, value]) => colors(value, dark[name], [...path, name]));
}

/** Eight digits as settings have them; those of an opaque colour need no alpha. */
const short = (color: string): string => `#${color.toLowerCase().replace(/ff$/, "")}`;

const nameOf = (path: readonly string[]): string =>
  `--${path.join("-").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Those that are not the same in `others`. */
export const different = (properties: Properties, others: Properties): Properties =>
  new Map([...properties].filter(([name, value]) => others.get(name) !== value));

/** A rule that sets them; nothing where there are none. */
export const ruleOf = (selector: string, properties: Properties): string =>
  properties.size === 0 ? "" : `${selector}{${[...properties].map(([name, value]) => `${name}:${value}`).join(";")}}\n`;
