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

  it("with more attributes than anybody's", async () => {
    const filled = (count: number) => (facts: ResponseFacts) => {
      const attributes = Array.from({ length: count }, (_, index) => ` a${index}=""`).join("");
      return responseOf(facts, assertionOf(facts)).replace("</saml:Subject>", `</saml:Subject><b${attributes}/>`);
    };
    expect(await app.answer(filled(2_000))).toBe(wrongSignature);
    expect(await app.answer(filled(2_500))).toBe(noResponse);
  });

  it("with a form of many fields, before it is read", async () => {
    for (const path of ["idpresponse", "logout"]) {
      const began = performance.now();
      const body = "a&".repeat(260_000);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await fetch(`${app.base}/saml2/${path}`, { method: "POST", body, headers, redirect: "manual" });
      expect(answer.headers.get("location"), path).toContain("error=invalid_request");
      expect(performance.now() - began, path).toBeLessThan(300);
    }
  });

  it("but not who is in some hundreds of groups", async () => {
    const groups = Array.from({ length: 400 }, (_, index) => `CN=group-${index},OU=Groups,DC=there,DC=example`);
    // As Okta does, with what a string is told anew of each.
    const typed = `<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">`;
    const inMany = (facts: ResponseFacts) => {
      const assertion = assertionOf({ ...facts, attributes: { ...facts.attributes, groups } });
      const told = assertion.replaceAll("<saml:AttributeValue>", typed);
      return sign(responseOf(facts, told), "Assertion", bent.keys[0]!);
    };
    expect(await app.answer(inMany)).toBe("there is a code");
  });
});
