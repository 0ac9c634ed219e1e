import type { AssetType } from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";
import { type HostedApp, serveCallback, visit } from "./hosted-app.ts";
import { makeWorld, signIn, type World } from "./states.ts";

const square = (fill: string) =>
  new Uint8Array(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="${fill}" d="M0 0h9v9H0z"/></svg>`,
    ),
  );

const image = (
  Category: AssetType["Category"],
  ColorMode: AssetType["ColorMode"] = "DYNAMIC",
  more = {},
): AssetType => ({
  ...{ Category, ColorMode, Extension: "SVG", Bytes: square(String(ColorMode)), ...more },
});

/** Settings that are no colours and no radii, and images. */
describe.skipIf(noBrowser())("A style of managed login arranges the page:", async () => {
  const service = await startForAll("memory");
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let world: World;
  let app: HostedApp;
  let page: Page;
  beforeAll(async () => {
    served = await serveCallback();
    world = await makeWorld(service.current, served.callback, "managed");
    app = world.shop;
    page = await visit(browser.current);
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  async function show(settings: object, Assets: AssetType[] = []): Promise<void> {
    const sdk = service.current.sdk();
    const { UserPoolId, ClientId } = app;
    const { ManagedLoginBranding } = await sdk.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
    const { ManagedLoginBrandingId } = ManagedLoginBranding ?? {};
    await sdk.deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
    await sdk.createManagedLoginBranding({ UserPoolId, ClientId, Settings: settings as never, Assets });
    await page.goto(app.url("/login"));
  }

  const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
  const css = (selector: string, property: string): Promise<string> =>
    page.evaluate(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).getPropertyValue(${JSON.stringify(property)})`,
    );
  /** What an image's URL gives, as the page would load it. */
  const loaded = async (url: string | null | undefined): Promise<string> =>
    (await fetch(new URL(url ?? "", page.url()))).text();
  const urlIn = (value: string): string => /url\("(.*)"\)/.exec(value)?.[1] ?? "";

  it("the form's place", async () => {
    const at = (horizontal: string, vertical: string) =>
      show({ categories: { form: { location: { horizontal, vertical } } } });
    await at("START", "START");
    const first = await box(".form");
    await at("END", "END");
    const last = await box(".form");
    await at("CENTER", "CENTER");
    const middle = await box(".form");
    expect([first.x < middle.x, middle.x < last.x]).toEqual([true, true]);
    expect([first.y < middle.y, middle.y < last.y]).toEqual([true, true]);
  });

  it("its density", async () => {
    await show({ categories: { global: { spacingDensity: "REGULAR" } } });
    const regular = await box(".form");
    await show({ categories: { global: { spacingDensity: "COMPACT" } } });
    expect((await box(".form")).height).toBeLessThan(regular.height);
  });

  it("one colour scheme, or that of the visitor's system", async () => {
    const backgrounds: string[] = [];
    for (const colorSchemeMode of ["LIGHT", "DARK", "DYNAMIC"]) {
      await show({ categories: { global: { colorSchemeMode } } });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        backgrounds.push(await css(".form", "background-color"));
      }
    }
    const [white, night] = ["rgb(255, 255, 255)", "rgb(15, 27, 42)"];
    expect(backgrounds).toEqual([white, white, night, night, white, night]);
    await page.emulateMedia({ colorScheme: "light" });
  });

  it("the form's logo: where, and whether within", async () => {
    const logo = { components: { form: { logo: { enabled: true, location: "START" } } } };
    await show({}, [image("FORM_LOGO")]);
    expect(await page.locator(".logo").count()).toBe(0);
    await show(logo, [image("FORM_LOGO")]);
    const [atStart, form] = [await box(".logo"), await box(".form")];
    expect(atStart.y).toBeGreaterThan(form.y);
    expect(await loaded(await page.getAttribute(".logo", "src"))).toContain('fill="DYNAMIC"');
    await show({ components: { form: { logo: { enabled: true, location: "END" } } } }, [image("FORM_LOGO")]);
    expect((await box(".logo")).x).toBeGreaterThan(atStart.x);
    await show({ components: { form: { logo: { enabled: true, position: "BOTTOM" } } } }, [image("FORM_LOGO")]);
    expect((await box(".logo")).y).toBeGreaterThan((await box("h1")).y);
    await show({ components: { form: { logo: { enabled: true, formInclusion: "OUT" } } } }, [image("FORM_LOGO")]);
    expect((await box(".logo")).y).toBeLessThan((await box(".form")).y);
  });

  it("header and footer, with their logos", async () => {
    const logo = { enabled: true, location: "START" };
    const global = { pageHeader: { enabled: true }, pageFooter: { enabled: true } };
    const assets = [image("PAGE_HEADER_LOGO"), image("PAGE_FOOTER_LOGO")];
    await show({});
    expect(await page.locator("header, footer").count()).toBe(0);
    await show({ categories: { global } }, assets);
    expect(await page.locator("header, footer").count()).toBe(2);
    expect(await page.locator("header img, footer img").count()).toBe(0);
    await show({ categories: { global }, components: { pageHeader: { logo }, pageFooter: { logo } } }, assets);
    const before = [await box("header img"), await box("footer img")];
    const end = { logo: { ...logo, location: "END" } };
    await show({ categories: { global }, components: { pageHeader: end, pageFooter: end } }, assets);
    const after = [await box("header img"), await box("footer img")];
    expect(after.map(({ x }, index) => x > before[index]!.x)).toEqual([true, true]);
  });

  it.each([
    [
      "the page",
      "PAGE_BACKGROUND",
      "body",
      (enabled: boolean) => ({ components: { pageBackground: { image: { enabled } } } }),
    ],
    [
      "the form",
      "FORM_BACKGROUND",
      ".form",
      (enabled: boolean) => ({ components: { form: { backgroundImage: { enabled } } } }),
    ],
    ["the header", "PAGE_HEADER_BACKGROUND", ".page-header", (enabled: boolean) => withBands("pageHeader", enabled)],
    ["the footer", "PAGE_FOOTER_BACKGROUND", ".page-footer", (enabled: boolean) => withBands("pageFooter", enabled)],
  ] as const)("the background of %s, in each colour scheme", async (_, category, selector, settings) => {
    const images = [image(category, "LIGHT"), image(category, "DARK")];
    const dynamic = (enabled: boolean) => {
      const { categories, ...rest } = settings(enabled) as { categories?: { global: object } };
      return { ...rest, categories: { global: { ...categories?.global, colorSchemeMode: "DYNAMIC" } } };
    };
    await show(dynamic(false), images);
    expect(await css(selector, "background-image")).toBe("none");
    await show(dynamic(true), images);
    expect(await loaded(urlIn(await css(selector, "background-image")))).toContain('fill="LIGHT"');
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await loaded(urlIn(await css(selector, "background-image")))).toContain('fill="DARK"');
    await page.emulateMedia({ colorScheme: "light" });
  });

  it("icons of the types that are turned on", async () => {
    const ico = image("FAVICON_ICO", "DYNAMIC", { Extension: "ICO" });
    const icons = () =>
      page.locator("link[rel=icon]").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    await show({}, []);
    expect((await icons()).map((href) => href.slice(0, 18))).toEqual(["data:image/svg+xml"]);
    await show({}, [ico, image("FAVICON_SVG")]);
    expect(await icons()).toHaveLength(2);
    await show({ components: { favicon: { enabledTypes: ["SVG"] } } }, [ico, image("FAVICON_SVG")]);
    expect(await icons()).toHaveLength(1);
  });

  it.each(["PASSWORD_GRAPHIC", "EMAIL_GRAPHIC"] as const)("a picture on a page: %s", async (category) => {
    const path = category === "PASSWORD_GRAPHIC" ? "/forgotPassword" : "/confirm";
    const source = async () => {
      await page.goto(app.url(path));
      return loaded(await page.getAttribute(".graphic", "src"));
    };
    await show({});
    expect(await source()).toContain("<circle");
    await show({}, [image(category)]);
    expect(await source()).toContain('fill="DYNAMIC"');
    await show({ categories: { form: { displayGraphics: false } } }, [image(category)]);
    await page.goto(app.url(path));
    expect(await page.locator(".graphic").count()).toBe(0);
  });

  it("a picture on the pages of codes: AUTH_APP_GRAPHIC", async () => {
    const bank = world.bank;
    const { UserPoolId, ClientId } = bank;
    const sdk = service.current.sdk();
    const { ManagedLoginBranding } = await sdk.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
    const { ManagedLoginBrandingId } = ManagedLoginBranding ?? {};
    await sdk.updateManagedLoginBranding({
      UserPoolId,
      ManagedLoginBrandingId,
      Settings: {},
      Assets: [image("AUTH_APP_GRAPHIC")],
    });
    await signIn(page, bank, "tom");
    expect(await loaded(await page.getAttribute(".graphic", "src"))).toContain('fill="DYNAMIC"');
  });

  it("the buttons of providers: order, icons, and one's own colours", async () => {
    const names = () => page.locator(".provider").allTextContents();
    const icon = (name: string) => image("IDP_BUTTON_ICON", "DYNAMIC", { ResourceId: name });
    await show({ categories: { auth: { federation: { order: ["Google", "Acme"] } } } }, [icon("Acme")]);
    expect(await names()).toEqual(["Continue with Acme", "Continue with Google"]);
    expect(await page.locator("[data-provider=Acme] img").count()).toBe(1);
    await show({ componentClasses: { idpButtons: { icons: { enabled: false } } } }, [icon("Acme")]);
    expect(await page.locator(".provider img").count()).toBe(0);
    const lightMode = { defaults: { backgroundColor: "123456ff" } };
    await show({ components: { idpButton: { custom: { Acme: { lightMode } } } } });
    expect(await css("[data-provider=Acme]", "background-color")).toBe("rgb(18, 52, 86)");
    expect(await css("[data-provider=Google]", "background-color")).toBe("rgb(255, 255, 255)");
  });

  it("a list of providers in place of buttons, which works as they do", async () => {
    await show({ categories: { auth: { federation: { interfaceStyle: "DROP_DOWN" } } } });
    expect(await page.locator("option").allTextContents()).toEqual(["Google", "Acme"]);
    const fields = await page
      .locator("form.providers [name]")
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute("name")));
    expect(fields).toEqual(["client_id", "response_type", "scope", "redirect_uri", "state", "identity_provider"]);
  });

  it("the order of what one signs in with", async () => {
    const own = { display: "INPUT", type: "USERNAME_PASSWORD" };
    const federated = { display: "BUTTON", type: "FEDERATED" };
    const ordered = (order: object[]) => show({ categories: { auth: { authMethodOrder: [order] } } });
    await ordered([own, federated]);
    expect((await box("[name=password]")).y).toBeLessThan((await box(".provider")).y);
    await ordered([federated, { ...own, display: "BUTTON" }]);
    expect(await page.isVisible("[name=password]")).toBe(false);
    await page.click("summary");
    expect(await page.isVisible("[name=password]")).toBe(true);
  });
});

const withBands = (name: "pageHeader" | "pageFooter", enabled: boolean) => ({
  categories: { global: { [name]: { enabled: true } } },
  components: { [name]: { backgroundImage: { enabled } } },
});
