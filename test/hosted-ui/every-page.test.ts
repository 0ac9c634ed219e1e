import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";
import { differenceFrom, otherDrawing } from "./approved.ts";
import { screens, serveCallback, visit } from "./hosted-app.ts";
import { faultsOf, overflows, unreachableByKeyboard, watch } from "./inspect.ts";
import { makeWorld, type State, statesOf, type World } from "./states.ts";

interface Way {
  readonly screen: keyof typeof screens;
  readonly colorScheme: "light" | "dark";
}

/** In which colours and sizes each look's pages are seen. */
const ways: Readonly<Record<"managed" | "classic", readonly Way[]>> = {
  managed: [
    { screen: "phone", colorScheme: "light" },
    { screen: "desk", colorScheme: "dark" },
  ],
  classic: [
    { screen: "phone", colorScheme: "dark" },
    { screen: "desk", colorScheme: "light" },
  ],
};

describe.skipIf(noBrowser()).each(["managed", "classic"] as const)("Every page of the %s look", async (look) => {
  const service = await startForAll("memory");
  const browser = browserForAll();
  const pictures = new Map<string, Buffer>();
  let world: World;
  let served: Awaited<ReturnType<typeof serveCallback>>;
  beforeAll(async () => {
    served = await serveCallback();
    world = await makeWorld(service.current, served.callback, look);
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  describe.each(ways[look])("on a $screen's screen in $colorScheme colours", ({ screen, colorScheme }) => {
    let page: Page;
    let context: BrowserContext;
    beforeAll(async () => {
      page = await visit(browser.current, { viewport: screens[screen], colorScheme });
      context = page.context();
    });
    afterAll(() => context?.close());

    const names = statesOf({ shop: undefined, bank: undefined, secret: "", club: look === "managed" } as never);
    it.each(names.map(({ name }) => name))("%s can be read and used by everybody, and is whole", async (name) => {
      const state = statesOf(world).find((one) => one.name === name) as State;
      await context.clearCookies();
      const watched = watch(page, service.current.url, served.callback);
      await state.open(page);
      await page.waitForLoadState();
      expect(await faultsOf(page)).toEqual([]);
      expect(await overflows(page)).toBe(false);
      watched.expectNothing();
      const mask = [page.locator(".qr"), page.locator(".key")];
      const picture = await page.screenshot({
        animations: "disabled",
        caret: "hide",
        mask,
        maskColor: "#888",
        type: "jpeg",
        quality: 50,
      });
      pictures.set(`${look}-${screen}-${colorScheme}-${name}`, picture);
      expect(await unreachableByKeyboard(page)).toEqual([]);
    });
  });

  it("looks as it was approved", async ({ skip }) => {
    const page = await visit(browser.current);
    const reason = await otherDrawing(page);
    skip(reason !== undefined, `the approved screenshots are not compared: ${reason}`);
    const different: Record<string, number> = {};
    for (const [name, picture] of pictures) {
      const difference = await differenceFrom(name, picture, page);
      if (difference !== undefined) different[name] = difference;
    }
    expect(different).toEqual({});
    expect(pictures.size).toBeGreaterThan(30);
  });
});
