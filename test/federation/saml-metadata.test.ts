import { describe, expect, it } from "vitest";
import { readSamlMetadata } from "../../src/federation/saml-metadata.ts";
import { samlMetadata } from "../operations/identity-providers.ts";

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join("");

describe("SAML metadata", () => {
  it("say where people are sent", async () => {
    expect(await readSamlMetadata(samlMetadata)).toMatchObject({ singleSignOnUrl: "https://idp.example.com/sso" });
  });

  it.each([
    ["nested", times(400_000, () => "<a>")],
    ["side by side", `<a>${times(400_000, () => "<b/>")}</a>`],
    ["in attributes", `<a ${times(400_000, (index) => `a${index}="" `)}/>`],
    ["in namespaces that are nested", times(20_000, (index) => `<a xmlns:a${index}="u">`)],
  ])("hold nobody up with more than anybody's have, %s", async (_how, xml) => {
    const began = performance.now();
    expect(await readSamlMetadata(xml)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
