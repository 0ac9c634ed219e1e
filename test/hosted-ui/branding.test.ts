import type { AssetType, CreateManagedLoginBrandingCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cognitoStyle } from "../../src/domain/branding/cognito-style.ts";
import { isMembers } from "../../src/domain/branding/merge-settings.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";
import { type HostedApp, serveCallback, visit } from "./hosted-app.ts";
import { makeWorld, signIn, signUp, submit, type World } from "./states.ts";

type Settings = NonNullable<CreateManagedLoginBrandingCommandInput["Settings"]>;

/** Where a setting shows: an element, the property that it changes, and how one comes to see it. */
interface Sight {
  readonly on?: "sign-in" | "refused" | "list" | "sign-up" | "sign-up-refused" | "choose" | "passkey" | "confirmed";
  readonly selector: string;
  readonly property: string;
  readonly pseudo?: string;
  readonly do?: "hover" | "press" | "focus";
}

const color = "rgb(18, 52, 86)";
const hex = "123456ff";

const button = (path: string, selector: string, on?: Sight["on"]): Record<string, Sight> =>
  Object.fromEntries(
    (["defaults", "hover", "active"] as const).flatMap((state) =>
      (["backgroundColor", "borderColor", "textColor"] as const).map((name) => [
        `${path}.MODE.${state}.${name}`,
        {
          ...{ on, selector, property: cssOf(name) },
          ...(state !== "defaults" && { do: state === "hover" ? ("hover" as const) : ("press" as const) }),
        },
      ]),
    ),
  );

const cssOf = (name: string): string =>
  ({ backgroundColor: "background-color", borderColor: "border-top-color", textColor: "color" })[name] ?? name;

const on = (selector: string, property: string, more: Partial<Sight> = {}): Sight => ({ selector, property, ...more });

/** Every colour and radius; MODE stands for lightMode and darkMode. */
const sights: Readonly<Record<string, Sight>> = {
  "componentClasses.buttons.borderRadius": on(".button", "border-top-left-radius"),
  "componentClasses.divider.MODE.borderColor": on(".divider", "border-top-color", { pseudo: "::before" }),
  "componentClasses.dropDown.borderRadius": on("select", "border-top-left-radius", { on: "list" }),
  "componentClasses.dropDown.MODE.defaults.itemBackgroundColor": on("option:not(:checked)", "background-color", {
    on: "list",
  }),
  "componentClasses.dropDown.MODE.hover.itemBackgroundColor": on("select", "background-color", {
    on: "list",
    do: "hover",
  }),
  "componentClasses.dropDown.MODE.hover.itemBorderColor": on("select", "border-top-color", { on: "list", do: "hover" }),
  "componentClasses.dropDown.MODE.hover.itemTextColor": on("select", "color", { on: "list", do: "hover" }),
  "componentClasses.dropDown.MODE.match.itemBackgroundColor": on("option:checked", "background-color", { on: "list" }),
  "componentClasses.dropDown.MODE.match.itemTextColor": on("option:checked", "color", { on: "list" }),
  "componentClasses.focusState.MODE.borderColor": on("#signInFormPassword", "outline-color", { do: "focus" }),
  "componentClasses.input.borderRadius": on("#signInFormPassword", "border-top-left-radius"),
  "componentClasses.input.MODE.defaults.backgroundColor": on("#signInFormPassword", "background-color"),
  "componentClasses.input.MODE.defaults.borderColor": on("#signInFormPassword", "border-top-color"),
  "componentClasses.input.MODE.placeholderColor": on("#attribute-email", "color", {
    on: "sign-up",
    pseudo: "::placeholder",
  }),
  "componentClasses.inputDescription.MODE.textColor": on(".hint", "color", { on: "sign-up" }),
  "componentClasses.inputLabel.MODE.textColor": on(".label", "color"),
  "componentClasses.link.MODE.defaults.textColor": on(".redirect a", "color"),
  "componentClasses.link.MODE.hover.textColor": on(".redirect a", "color", { do: "hover" }),
  "componentClasses.optionControls.MODE.defaults.backgroundColor": on(
    ".option input:not(:checked)",
    "background-color",
    { on: "choose" },
  ),
  "componentClasses.optionControls.MODE.defaults.borderColor": on(".option input:not(:checked)", "border-top-color", {
    on: "choose",
  }),
  "componentClasses.optionControls.MODE.selected.backgroundColor": on(".option input:checked", "border-top-color", {
    on: "choose",
  }),
  "componentClasses.optionControls.MODE.selected.foregroundColor": on(".option input:checked", "background-color", {
    on: "choose",
  }),
  "componentClasses.statusIndicator.MODE.error.backgroundColor": on(
    ".passwordCheck-notValid-customizable",
    "background-color",
    { on: "sign-up-refused", pseudo: "::before" },
  ),
  "componentClasses.statusIndicator.MODE.error.borderColor": on("[aria-invalid]", "border-top-color", {
    on: "sign-up-refused",
  }),
  "componentClasses.statusIndicator.MODE.error.indicatorColor": on(".alert", "border-left-color", { on: "refused" }),
  "componentClasses.statusIndicator.MODE.pending.indicatorColor": on(".rules li", "color", {
    on: "sign-up",
    pseudo: "::before",
  }),
  "componentClasses.statusIndicator.MODE.success.backgroundColor": on(".notice", "background-color", {
    on: "confirmed",
  }),
  "componentClasses.statusIndicator.MODE.success.borderColor": on(".notice", "border-top-color", { on: "confirmed" }),
  "componentClasses.statusIndicator.MODE.success.indicatorColor": on(".notice", "border-left-color", {
    on: "confirmed",
  }),
  "componentClasses.statusIndicator.MODE.warning.backgroundColor": on(".warning", "background-color", {
    on: "passkey",
  }),
  "componentClasses.statusIndicator.MODE.warning.borderColor": on(".warning", "border-top-color", { on: "passkey" }),
  "componentClasses.statusIndicator.MODE.warning.indicatorColor": on(".warning", "border-left-color", {
    on: "passkey",
  }),
  "components.alert.borderRadius": on(".alert", "border-top-left-radius", { on: "refused" }),
  "components.alert.MODE.error.backgroundColor": on(".alert", "background-color", { on: "refused" }),
  "components.alert.MODE.error.borderColor": on(".alert", "border-top-color", { on: "refused" }),
  "components.form.borderRadius": on(".form", "border-top-left-radius"),
  "components.form.MODE.backgroundColor": on(".form", "background-color"),
  "components.form.MODE.borderColor": on(".form", "border-top-color"),
  ...button("components.idpButton.standard", ".provider"),
  "components.pageBackground.MODE.color": on("body", "background-color"),
  "components.pageFooter.MODE.background.color": on(".page-footer", "background-color"),
  "components.pageFooter.MODE.borderColor": on(".page-footer", "border-top-color"),
  "components.pageHeader.MODE.background.color": on(".page-header", "background-color"),
  "components.pageHeader.MODE.borderColor": on(".page-header", "border-bottom-color"),
  "components.pageText.MODE.bodyColor": on("body", "color"),
  "components.pageText.MODE.descriptionColor": on(".description", "color"),
  "components.pageText.MODE.headingColor": on("h1", "color"),
  ...button("components.primaryButton", ".primary"),
  "components.primaryButton.MODE.disabled.backgroundColor": on(".primary", "background-color", { on: "passkey" }),
  "components.primaryButton.MODE.disabled.borderColor": on(".primary", "border-top-color", { on: "passkey" }),
  ...button("components.secondaryButton", ".secondary", "list"),
};

/** The places of all settings that are colours or radii. */
function placesIn(value: unknown, path: readonly string[] = []): string[] {
  if (isMembers(value)) return Object.entries(value).flatMap(([name, below]) => placesIn(below, [...path, name]));
  return typeof value === "number" || /^[0-9a-f]{8}$/i.test(String(value)) ? [path.join(".")] : [];
}

function setting(place: string, value: unknown): Settings {
  const settings = place.split(".").reduceRight<unknown>((below, name) => ({ [name]: below }), value);
  return settings as Settings;
}

const merged = (...all: Settings[]): Settings =>
  all.reduce((into: Record<string, unknown>, more) => {
    for (const [name, value] of Object.entries(more as Record<string, unknown>)) {
      into[name] = isMembers(value) ? merged((into[name] ?? {}) as Settings, value as Settings) : value;
    }
    return into;
  }, {}) as Settings;

/** So that everything that can be styled is there. */
const bands = setting("categories.global", { pageHeader: { enabled: true }, pageFooter: { enabled: true } });
const asList = setting("categories.auth.federation", { interfaceStyle: "DROP_DOWN" });

describe.skipIf(noBrowser())("A style of managed login", async () => {
  const service = await startForAll("memory");
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let world: World;
  beforeAll(async () => {
    served = await serveCallback();
    world = await makeWorld(service.current, served.callback, "managed");
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  async function style(app: HostedApp, Settings: Settings, Assets: AssetType[] = []): Promise<void> {
    const sdk = service.current.sdk();
    const { UserPoolId, ClientId } = app;
    const { ManagedLoginBranding } = await sdk.describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
    const { ManagedLoginBrandingId } = ManagedLoginBranding ?? {};
    await sdk.deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
    await sdk.createManagedLoginBranding({ UserPoolId, ClientId, Settings, Assets });
  }

  it("has a sight for each colour and radius", () => {
    const places = placesIn(cognitoStyle).map((place) => place.replace(/lightMode|darkMode/, "MODE"));
    expect(new Set(Object.keys(sights).filter((place) => !hasNone(place)))).toEqual(new Set(places));
  });

  it.each([
    ["lightMode", "light"],
    ["darkMode", "dark"],
  ] as const)("shows each colour and radius of %s", async (mode, colorScheme) => {
    const changed = Object.keys(sights)
      .filter((place) => !hasNone(place))
      .map((place) => setting(place.replace("MODE", mode), place.endsWith("Radius") ? 23 : hex));
    const usual = merged(bands, setting("categories.global.colorSchemeMode", "DYNAMIC"));
    const page = await visit(browser.current, { colorScheme });
    const missing: string[] = [];
    const before = await everySight(page, usual);
    const after = await everySight(page, merged(usual, ...changed));
    for (const [place] of Object.entries(sights).filter(([place]) => !hasNone(place))) {
      const [was, is] = [before.get(place), after.get(place)];
      const expected = place.endsWith("Radius") ? "23px" : color;
      if (is !== expected || was === is) missing.push(`${place}: ${was} became ${is}`);
    }
    expect(missing).toEqual([]);
  });

  /** What is seen of each setting, with these settings. */
  async function everySight(page: Page, settings: Settings): Promise<Map<string, string>> {
    const seen = new Map<string, string>();
    const groups = Map.groupBy(Object.entries(sights), ([, sight]) => sight.on ?? "sign-in");
    for (const [where, group] of groups) {
      const app = where === "choose" ? world.bank : where === "passkey" ? (world.club as HostedApp) : world.shop;
      await style(app, where === "list" ? merged(settings, asList) : settings);
      await open(page, where);
      for (const [place, sight] of group) if (!hasNone(place)) seen.set(place, await look(page, sight));
    }
    return seen;
  }

  async function open(page: Page, where: NonNullable<Sight["on"]>): Promise<void> {
    await page.context().clearCookies();
    if (where === "sign-up") await page.goto(world.shop.url("/signup"));
    else if (where === "choose") await signIn(page, world.bank, "max");
    else if (where === "refused") await signIn(page, world.shop, "ann", "wrong");
    else if (where === "passkey") await showPasskeyPage(page);
    else if (where === "confirmed") await showNotice(page);
    else if (where === "sign-up-refused") await signUp(page, world.shop, "sam", "short");
    else await page.goto(world.shop.url("/login"));
  }

  async function showPasskeyPage(page: Page): Promise<void> {
    const club = world.club as HostedApp;
    await page.route("**/passkey.js", (route) => route.abort());
    await page.goto(club.url("/login"));
    await page.fill("[name=username]", "eve@example.com");
    await submit(page);
    await page.check("[value=PASSWORD]");
    await submit(page);
    await page.fill("[name=password]", "Passw0rd!");
    await submit(page);
    await page.waitForURL(`${served.callback}?*`);
    const add = new URLSearchParams({ client_id: club.ClientId, redirect_uri: served.callback });
    await page.goto(`${club.pages}/passkeys/add?${add}`);
  }

  async function showNotice(page: Page): Promise<void> {
    await page.goto(world.shop.url("/forgotPassword"));
    await page.fill("[name=username]", "ann");
    await submit(page);
    await page.fill("[name=code]", await service.current.codeSentTo("ann@example.com"));
    await page.fill("[name=password]", "Passw0rd!");
    await page.fill("[name=confirmPassword]", "Passw0rd!");
    await page.click("[name=reset_password]");
    await page.waitForSelector(".notice");
  }
});

/** Not all buttons have all colours. */
function hasNone(place: string): boolean {
  const here = (mode: string) =>
    place
      .replace("MODE", mode)
      .split(".")
      .reduce<unknown>((value, name) => (isMembers(value) ? value[name] : undefined), cognitoStyle);
  return here("lightMode") === undefined;
}

async function look(page: Page, sight: Sight): Promise<string> {
  const element = page.locator(sight.selector).first();
  await page.mouse.move(0, 0);
  if (sight.do === "hover" || sight.do === "press") await element.hover();
  if (sight.do === "press") await page.mouse.down();
  if (sight.do === "focus") await element.focus();
  await element.waitFor({ state: "attached" });
  const [selector, pseudo, property] = [sight.selector, sight.pseudo ?? null, sight.property].map((part) =>
    JSON.stringify(part),
  );
  const value = await page.evaluate(
    `getComputedStyle(document.querySelector(${selector}), ${pseudo}).getPropertyValue(${property})`,
  );
  // Away from it, so that it is not pressed.
  if (sight.do === "press") {
    await page.mouse.move(0, 0);
    await page.mouse.up();
  }
  return String(value);
}
