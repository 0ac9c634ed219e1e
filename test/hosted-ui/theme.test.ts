import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages } from "../../src/http/hosted-ui/languages.ts";
import { readTheme } from "../../src/http/hosted-ui/theme.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { defaultApp } from "../support/people.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { screens, visit } from "./hosted-app.ts";
import { faultsOf, overflows, watch } from "./inspect.ts";

const example = join(import.meta.dirname, "../../examples/theme");

describe("The texts of the pages", () => {
  const read = (language: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, `../../hosted-ui/texts/${language}.json`), "utf8"));
  const namesIn = (texts: object): string[] =>
    Object.entries(texts).flatMap(([name, text]) =>
      typeof text === "string" ? [name] : namesIn(text).map((inner) => `${name}: ${inner}`),
    );
  const textsIn = (texts: object): [string, string][] =>
    Object.entries(texts).flatMap(([name, text]) => (typeof text === "string" ? [[name, text]] : textsIn(text)));
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

  it.each(languages)("are all there in %s, with the same placeholders", (language) => {
    const [english, texts] = [read("en"), read(language)];
    expect(namesIn(texts)).toEqual(namesIn(english));
    const own = new Map(textsIn(texts));
    for (const [name, text] of textsIn(english)) {
      expect([name, placeholders(own.get(name) ?? "")]).toEqual([name, placeholders(text)]);
      expect(own.get(name)?.trim()).toBeTruthy();
    }
  });

  it("are used, every one", () => {
    const folder = join(import.meta.dirname, "../../src/http/hosted-ui");
    const code = globSync("**/*.ts", { cwd: folder })
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .join();
    const names = Object.keys(read("en")).filter((name) => !["language", "attributes", "refusals"].includes(name));
    expect(names.filter((name) => !code.includes(`"${name}"`) && !code.includes(`texts.${name}`))).toEqual([]);
  });
});

describe("A theme", () => {
  const folderWith = async (file: string, text: string) => {
    const folder = await temporaryFolder();
    mkdirSync(join(folder.path, file, ".."), { recursive: true });
    writeFileSync(join(folder.path, file), text);
    return folder.path;
  };

  it.each([
    ["a text that the pages do not have", "texts/en.json", '{"signin": "x"}', /has "signin", which is no text/],
    ["a group where a text belongs", "texts/en.json", '{"signIn": {}}', /has "signIn", which is no text/],
    ["texts that are no JSON", "texts/de.json", "{", /de\.json is not JSON/],
    [
      "a language that the pages do not have",
      "texts/tlh.json",
      "{}",
      /tlh\.json is of no language of the pages: de, en/,
    ],
    ["a file that is no image", "images/notes.txt", "x", /notes\.txt is no image that browsers show/],
  ])("is refused with %s", async (_, file, text, message) => {
    const folder = await folderWith(file, text);
    expect(() => readTheme(folder)).toThrow(message);
  });

  it("is refused where there is no folder", () => {
    expect(() => readTheme("/nowhere/at/all")).toThrow("there is no theme folder /nowhere/at/all");
  });
});

describe.skipIf(noBrowser())("The example of a theme", () => {
  const browser = browserForAll();
  let service: Poolhouse;
  beforeAll(async () => {
    service = await start({ environment: { POOLHOUSE_THEME: example } });
  });
  afterAll(() => service?.stop());

  const request = new URLSearchParams({
    ...{ client_id: defaultApp.ClientId, response_type: "code", redirect_uri: "http://localhost:3000/" },
  });
  const open = async (page: `/${string}`, colorScheme: "light" | "dark", locale = "en") => {
    const opened = await visit(browser.current, { viewport: screens.phone, colorScheme, locale });
    const watched = watch(opened, service.url);
    await opened.goto(`${service.url}/${defaultApp.UserPoolId}${page}?${request}`);
    return { opened, watched };
  };

  it.each(["light", "dark"] as const)("can be read and used by everybody in %s colours", async (colorScheme) => {
    for (const path of ["/login", "/signup"] as const) {
      const { opened, watched } = await open(path, colorScheme);
      expect(await faultsOf(opened)).toEqual([]);
      expect(await overflows(opened)).toBe(false);
      watched.expectNothing();
    }
  });

  it("brings its style, its texts, and its images", async () => {
    const { opened } = await open("/login", "light");
    expect(await opened.textContent("h1")).toBe("Welcome back");
    const radius = await opened.evaluate(`getComputedStyle(document.querySelector(".form")).borderTopLeftRadius`);
    expect(radius).toBe("20px");
    const background = await opened.evaluate("getComputedStyle(document.body).backgroundImage");
    const meadow = /url\("(.*)"\)/.exec(String(background))?.[1] ?? "";
    expect((await fetch(meadow)).headers.get("content-type")).toBe("image/svg+xml");
    expect(
      await opened.locator(".logo").evaluate((logo) => (logo as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(0);
  });

  it("says in other languages what it has of its own, and the rest as always", async () => {
    const { opened } = await open("/login", "light", "de-CH");
    expect(await opened.textContent("h1")).toBe("Willkommen zurück");
    expect(await opened.textContent(".forgot")).toBe("Passwort vergessen?");
    expect(await opened.getAttribute("html", "lang")).toBe("de");
  });
});
