import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";
import { serveCallback, visit } from "./hosted-app.ts";
import { makeWorld, signIn, signUp, type World } from "./states.ts";

const source = readFileSync("src/domain/ui-customization/check-css.ts", "utf8");
/** Those that SetUICustomization permits. */
const permitted = [...source.matchAll(/"([a-zA-Z-]+-customizable(?::\w+)?)"/g)].map(([, name]) => name as string);

type Where = "sign-in" | "refused" | "sign-up" | "sign-up-refused";

const where: Readonly<Record<string, Where>> = {
  "errorMessage-customizable": "refused",
  "legalText-customizable": "sign-up",
  "passwordCheck-valid-customizable": "sign-up-refused",
  "passwordCheck-notValid-customizable": "sign-up-refused",
};

/** A PNG of one pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe.skipIf(noBrowser())("An app's style sheet for the classic pages", async () => {
  const service = await startForAll("memory");
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let world: World;
  let page: Page;
  beforeAll(async () => {
    served = await serveCallback();
    world = await makeWorld(service.current, served.callback, "classic");
    page = await visit(browser.current);
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  const customize = (CSS: string, ImageFile?: Uint8Array) => {
    const { UserPoolId, ClientId } = world.shop;
    return service.current.sdk().setUICustomization({ UserPoolId, ClientId, CSS, ImageFile });
  };

  const open: Readonly<Record<Where, () => Promise<unknown>>> = {
    "sign-in": () => page.goto(world.shop.url("/login")),
    refused: () => signIn(page, world.shop, "ann", "wrong"),
    "sign-up": () => page.goto(world.shop.url("/signup")),
    "sign-up-refused": () => signUp(page, world.shop, "sam", "short"),
  };

  const colorOf = (name: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector(".${name}")).outlineColor`);

  it("knows the classes by which this test is told", () => expect(permitted).toHaveLength(18));

  it.each(permitted)("styles .%s", async (selector) => {
    const [name = "", state] = selector.split(":");
    const image = new Uint8Array(Buffer.from(pixel, "base64"));
    await customize(`.${selector} { outline: 3px solid rgb(1, 2, 3); }`, image);
    await open[where[name] ?? "sign-in"]();
    const element = page.locator(`.${name}`).first();
    await page.mouse.move(0, 0);
    await page.evaluate("document.activeElement.blur()");
    if (state) expect(await colorOf(name)).not.toBe("rgb(1, 2, 3)");
    if (state === "hover") await element.hover();
    if (state === "focus") await element.focus();
    expect(await colorOf(name)).toBe("rgb(1, 2, 3)");
  });

  it("wins over the service's own in whatever it says", async () => {
    await customize(".submitButton-customizable { background-color: rgb(9, 9, 9); height: 61px; margin: 0 }");
    await open["sign-in"]();
    const button = await page.locator(".submitButton-customizable").boundingBox();
    expect(button?.height).toBe(61);
  });

  it("comes with the app's logo", async () => {
    await customize("", new Uint8Array(Buffer.from(pixel, "base64")));
    await open["sign-in"]();
    const src = await page.getAttribute("img.logo-customizable", "src");
    const response = await fetch(new URL(src ?? "", page.url()));
    expect(Buffer.from(await response.arrayBuffer()).toString("base64")).toBe(pixel);
  });
});
