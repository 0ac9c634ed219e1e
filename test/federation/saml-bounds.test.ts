import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startForAll } from "../support/start.ts";
import {
  assertionOf,
  type BentSaml,
  encryptFor,
  openBentSaml,
  type ResponseFacts,
  responseOf,
  sign,
} from "./bent-saml.ts";
import { makeSamlApp, type SamlApp } from "./saml-app.ts";

const wrongSignature = "Response signature is invalid";
const noResponse = "Invalid SAML response received: it is no response of SAML";

describe("Whoever sends a response that takes long to read is refused:", async () => {
  const service = await startForAll("memory");
  let bent: BentSaml;
  let app: SamlApp;

  beforeAll(async () => {
    bent = await openBentSaml();
    app = await makeSamlApp(service.current, bent);
  });
  afterAll(() => bent?.close());

  it("with more elements than anybody's, in the clear or encrypted, before time goes by the square of them", async () => {
    const filled = (count: number) => (facts: ResponseFacts) =>
      sign(responseOf(facts, assertionOf(facts)), "Assertion", bent.keys[0]!).replace(
        "</saml:Subject>",
        `</saml:Subject>${"<b/>".repeat(count)}`,
      );
    expect(await app.answer(filled(900))).toBe(wrongSignature);
    expect(await app.answer(filled(1000))).toBe(noResponse);
    const { Certificate = "" } = await service.current.sdk().getSigningCertificate({ UserPoolId: app.UserPoolId });
    const encrypted = async (facts: ResponseFacts) =>
      responseOf(
        facts,
        await encryptFor(
          Certificate,
          assertionOf(facts).replace("</saml:Subject>", `</saml:Subject>${"<b/>".repeat(20_000)}`),
        ),
      );
    const began = performance.now();
    expect(await app.answer(encrypted)).toBe(wrongSignature);
    // Of this many the library takes half a minute.
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("but not who is in some hundreds of groups", async () => {
    const groups = Array.from({ length: 400 }, (_, index) => `CN=group-${index},OU=Groups,DC=there,DC=example`);
    const inMany = (facts: ResponseFacts) => app.signed({ ...facts, attributes: { ...facts.attributes, groups } });
    expect(await app.answer(inMany)).toBe("there is a code");
  });
});
