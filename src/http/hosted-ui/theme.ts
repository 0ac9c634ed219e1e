import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assets } from "../../assets.ts";
import { StartError } from "../../start-error.ts";
import { type Language, languages } from "./languages.ts";

/** A group of texts by name; `attributes` and `refusals` are groups within. */
export interface Texts {
  readonly [name: string]: string | Readonly<Record<string, string>>;
}

export interface Image {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the pages are made of beside what pools say: the folder hosted-ui/, and what a theme puts in its place. */
export interface Theme {
  readonly texts: Readonly<Record<Language, Texts>>;
  /** Style sheets: what both looks have in common, each look's own, and the theme's. */
  readonly style: Readonly<Record<"base" | "managed" | "classic" | "theme", string>>;
  /** By file name: `logo.svg`. */
  readonly images: ReadonlyMap<string, Image>;
}

/** A theme that cannot be used. The message is one line for the person who started the service. */
export class UnusableTheme extends StartError {
  override readonly name = "UnusableTheme";
}

const ownFolder = fileURLToPath(new URL("hosted-ui", assets));

const mediaTypes: Readonly<Record<string, string>> = {
  gif: "image/gif",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  webp: "image/webp",
  woff2: "font/woff2",
};

/**
 * Reads the pages' own folder, and over it that of a theme: `style.css`, `texts/<language>.json` and `images/`, each of
 * which may be absent. Throws UnusableTheme.
 */
export function readTheme(folder?: string): Theme {
  if (folder !== undefined && !existsSync(folder)) throw new UnusableTheme(`there is no theme folder ${folder}`);
  const style = (name: string) => readFileSync(join(ownFolder, "style", `${name}.css`), "utf8");
  const own = textsIn(ownFolder);
  const more = folder === undefined ? {} : textsIn(folder);
  return {
    texts: Object.fromEntries(
      languages.map((language) => [language, withTexts(own[language] ?? {}, more[language] ?? {}, language)]),
    ) as Record<Language, Texts>,
    style: {
      base: style("base"),
      managed: ["page", "controls", "messages"].map((part) => style(`managed/${part}`)).join("\n"),
      classic: style("classic"),
      theme: folder !== undefined && existsSync(join(folder, "style.css")) ? read(join(folder, "style.css")) : "",
    },
    images: new Map([...imagesIn(ownFolder), ...(folder === undefined ? [] : imagesIn(folder))]),
  };
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UnusableTheme(`${file} cannot be read: ${(error as Error).message}`);
  }
};

function textsIn(folder: string): Partial<Record<Language, Texts>> {
  const place = join(folder, "texts");
  const files = existsSync(place) ? readdirSync(place) : [];
  return Object.fromEntries(
    files.map((name) => {
      const language = languages.find((known) => name === `${known}.json`);
      if (!language) {
        throw new UnusableTheme(`${join(place, name)} is of no language of the pages: ${languages.join(", ")}`);
      }
      return [language, parse(join(place, name))];
    }),
  );
}

function parse(file: string): Texts {
  try {
    return JSON.parse(read(file));
  } catch (error) {
    if (error instanceof UnusableTheme) throw error;
    throw new UnusableTheme(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** A text that the pages do not know would show nowhere: most likely its name is misspelt. Refusals are whatever anybody says. */
function withTexts(own: Texts, more: Texts, language: Language): Texts {
  const merged: Record<string, Texts[string]> = { ...own };
  for (const [name, value] of Object.entries(more)) {
    const before = own[name];
    if (typeof before !== typeof value) {
      throw new UnusableTheme(
        `the theme's texts/${language}.json has ${JSON.stringify(name)}, which is no text of the pages`,
      );
    }
    merged[name] = typeof value === "string" ? value : { ...(before as object), ...value };
  }
  return merged;
}

function imagesIn(folder: string): [string, Image][] {
  const place = join(folder, "images");
  const files = existsSync(place) ? readdirSync(place) : [];
  return files.map((name) => {
    const type = mediaTypes[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
    if (!type) throw new UnusableTheme(`${join(place, name)} is no image that browsers show`);
    return [name, { type, bytes: new Uint8Array(readFileSync(join(place, name))) }];
  });
}
