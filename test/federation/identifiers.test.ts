import { beforeAll, describe, expect, it } from "vitest";
import { type HostedApp, makeHostedApp } from "../hosted-ui/hosted-app.ts";
import { samlMetadata } from "../operations/identity-providers.ts";
import { startForAll } from "../support/start.ts";
import { addProvider } from "./federated-app.ts";
import { traveller } from "./traveller.ts";

const callback = "https://app.example/callback";

const companyAt = (ProviderName: string, ...IdpIdentifiers: string[]) => ({
  ...{ ProviderName, ProviderType: "SAML" as const, IdpIdentifiers },
  ProviderDetails: {
    MetadataFile: samlMetadata.replaceAll("idp.example.com", `${ProviderName.toLowerCase()}.example`),
  },
});

describe("People of several companies, whose providers have identifiers,", async () => {
  const service = await startForAll("memory");
  let app: HostedApp;

  /** An app for the people of two companies. */
  async function appWith(look: "classic" | object, ...providers: ReturnType<typeof companyAt>[]): Promise<HostedApp> {
    const made = await makeHostedApp(service.current, callback, { look });
    for (const provider of providers) await addProvider(service.current, made, provider);
    return made;
  }

  beforeAll(async () => {
    app = await appWith(
      "classic",
      companyAt("One", "one.example", "One.Example.co.uk"),
      companyAt("Two", "two.example"),
    );
  });

  const styled = (interfaceStyle: string) => ({
    Settings: { categories: { auth: { federation: { interfaceStyle } } } },
  });
  const formIn = (text: string) => /<form[^>]*selectProvider[^>]*>.*?<\/form>/s.exec(text)?.[0];

  async function giveAddress(email: string) {
    const browser = traveller(service.current.url);
    const { url, text } = await browser.visit(app.url("/login"));
    return browser.submit({ url, text: formIn(text) ?? "" }, { email });
  }

  it.each([
    ["ann@one.example", "one.example"],
    ["ann@One.Example.co.uk", "one.example"],
    ["  bob@TWO.example ", "two.example"],
  ])("give their address, %s, and are led to %s", async (address, host) => {
    const { url } = await giveAddress(address);
    expect([url.host, url.pathname, url.searchParams.has("SAMLRequest")]).toEqual([host, "/sso", true]);
  });

  it("are told when nobody knows the address", async () => {
    for (const address of ["carl@three.example", "carl", ""]) {
      expect((await giveAddress(address)).text).toContain("No provider knows this address.");
    }
    const { text } = await giveAddress("carl@three.example");
    const wrong = [...text.matchAll(/<input[^>]*aria-invalid[^>]*>/g)].map(([input]) => input);
    expect(wrong).toEqual([expect.stringMatching(/name="email".*value="carl@three.example".*autofocus/)]);
  });

  it("choose by a button where one has no identifier, and where there is one alone", async () => {
    const nameless = await appWith("classic", companyAt("One", "one.example"), companyAt("Two"));
    const alone = await appWith("classic", companyAt("One", "one.example"));
    for (const { url } of [nameless, alone]) {
      const { text } = await traveller(service.current.url).visit(url("/login"));
      expect([formIn(text), text.includes("identity_provider=One")]).toEqual([undefined, true]);
    }
  });

  it("give it on pages of managed login where the style has no list of buttons", async () => {
    const companies = [companyAt("One", "one.example"), companyAt("Two", "two.example")];
    const [buttons, others] = [
      await appWith(styled("BUTTON_LIST"), ...companies),
      await appWith(styled("SEARCH"), ...companies),
    ];
    const textOf = async ({ url }: HostedApp) => (await traveller(service.current.url).visit(url("/login"))).text;
    expect(formIn(await textOf(buttons))).toBeUndefined();
    expect(formIn(await textOf(others))).toContain('name="email"');
  });
});
