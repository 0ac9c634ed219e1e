import type { Context } from "hono";
import type { EffectiveBranding } from "../../domain/branding/effective-branding.ts";
import type { PoolEnv } from "../oauth/place.ts";
import type { Language } from "./languages.ts";
import type { Texts, Theme } from "./theme.ts";

/** What every page is drawn with, whatever it is about. */
export interface Shell {
  /** What stands before the paths of pages, their style and their images. */
  readonly path: string;
  /** The query that goes on from page to page: without the question mark. */
  readonly query: string;
  readonly look: EffectiveBranding;
  readonly theme: Theme;
  readonly language: Language;
  readonly texts: Texts;
  /** Of an app that registered itself: which it is, and that nobody vouches for it. */
  readonly stranger?: string;
  /** What each form brings back (`csrf.ts`). */
  readonly csrf: string;
  /** The request's context, for headers, cookies and the answer. */
  readonly c: Context<PoolEnv>;
}

type English = typeof import("../../../hosted-ui/texts/en.json");

/** The name of a text. */
export type TextName = { [Name in keyof English]: English[Name] extends string ? Name : never }[keyof English];

/** A text in the page's language, its placeholders filled in. It is escaped by whatever template it stands in. */
export const say = ({ texts }: Pick<Shell, "texts">, name: TextName, values: Readonly<Record<string, string>> = {}) =>
  String(texts[name]).replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");

/** What an attribute is called; one of the pool's own by its name. */
export const labelOf = ({ texts }: Pick<Shell, "texts">, attribute: string): string =>
  groupOf(texts, "attributes")[attribute] ?? attribute.replace(/^custom:/, "");

/** What somebody is told who is refused: in the page's language where the text is known there, else as it is. */
export const sayRefusal = ({ texts }: Pick<Shell, "texts">, message: string): string =>
  groupOf(texts, "refusals")[message] ?? message;

function groupOf(texts: Texts, name: "attributes" | "refusals"): Readonly<Record<string, string>> {
  const group = texts[name];
  return typeof group === "object" ? group : {};
}

/** A link to another page, which reads the same query. */
export const linkTo = ({ path, query }: Pick<Shell, "path" | "query">, page: `/${string}`): string =>
  `${path}${page}${query && "?"}${query}`;
