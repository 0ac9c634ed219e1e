import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { parseAccept } from "hono/utils/accept";
import type { PoolEnv } from "../oauth/place.ts";

/** Those of managed login (AWS: "User pool managed login", localization). */
export const languages = ["de", "en", "es", "fr", "id", "it", "ja", "ko", "pt-BR", "zh-CN", "zh-TW"] as const;

export type Language = (typeof languages)[number];

const cookie = "lang";

/**
 * The language of a page: the one that the query's `lang` asks for, which a cookie remembers; else the first of the
 * browser's that there is; else English.
 */
export function languageOf(c: Context<PoolEnv>): Language {
  const asked = c.req.query("lang");
  const chosen = asked === undefined ? undefined : known(asked);
  if (chosen) {
    const { path, url } = c.var.place;
    setCookie(c, cookie, chosen, {
      ...{ path: path || "/", httpOnly: true, sameSite: "Lax", secure: url.startsWith("https:") },
    });
    return chosen;
  }
  return known(getCookie(c, cookie) ?? "") ?? accepted(c.req.header("accept-language") ?? "") ?? "en";
}

const known = (tag: string): Language | undefined =>
  languages.find((language) => language.toLowerCase() === tag.toLowerCase());

/** RFC 9110 section 12.5.4: the best that is there, by its whole tag or by what comes close. */
const accepted = (header: string): Language | undefined =>
  parseAccept(header.slice(0, 500))
    .sort((one, other) => other.q - one.q)
    .map(({ type }) => close(type))
    .find((language) => language !== undefined);

/** Chinese by its script, Portuguese of whichever country, all others by their first part. */
function close(tag: string): Language | undefined {
  const [first = "", ...rest] = tag.toLowerCase().split("-");
  if (first === "zh") return rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-TW" : "zh-CN";
  if (first === "pt") return "pt-BR";
  return known(tag) ?? known(first);
}
