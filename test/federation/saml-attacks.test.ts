import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Upstream } from "../../src/domain/federation/upstream.ts";
import { readResponse } from "../../src/federation/saml/index.ts";
import { callback } from "../oauth/app.ts";
import { databases, startForAll } from "../support/start.ts";
import {
  assertionOf,
  type BentSaml,
  encryptFor,
  inBase64,
  makeKeyPair,
  openBentSaml,
  type ResponseFacts,
  responseOf,
  sign,
} from "./bent-saml.ts";
import { makeSamlApp, type SamlApp, told } from "./saml-app.ts";
import { traveller } from "./traveller.ts";

const wrongSignature = "Response signature is invalid";
const received = (reason: string) => `Invalid SAML response received: ${reason}`;

describe.each(databases)("Whoever attacks sign-in by SAML is refused, on %s:", async (kind) => {
  const service = await startForAll(kind);
  let bent: BentSaml;
  let app: SamlApp;

  beforeAll(async () => {
    bent = await openBentSaml();
    app = await makeSamlApp(service.current, bent);
  });
  afterAll(() => bent?.close());

  const evil = (facts: ResponseFacts): ResponseFacts => ({ ...facts, nameId: "admin", assertionId: "_evil" });

  it("but not who comes with what the provider has signed, as a whole or the assertion alone", async () => {
    expect(await app.answer((facts) => app.signed(facts))).toBe("there is a code");
    const whole = (facts: ResponseFacts) => sign(responseOf(facts, assertionOf(facts)), "Response", bent.keys[0]!);
    expect(await app.answer(whole)).toBe("there is a code");
  });

  it("with a response that nobody has signed", async () => {
    expect(await app.answer((facts) => responseOf(facts, assertionOf(facts)))).toBe(wrongSignature);
  });

  it("with a response that somebody else has signed", async () => {
    const foreign = await makeKeyPair();
    expect(await app.answer((facts) => app.signed(facts, [foreign]))).toBe(wrongSignature);
  });

  it("with a response that was changed after it was signed", async () => {
    expect(await app.answer((facts) => app.signed(facts).replace(">anna<", ">admin<"))).toBe(wrongSignature);
    expect(await app.answer((facts) => app.signed(facts).replace("anna@there", "admin@there"))).toBe(wrongSignature);
  });

  it("with half a signature: a second assertion beside the one that was signed", async () => {
    const beside = (facts: ResponseFacts) =>
      app.signed(facts).replace("</samlp:Response>", `${assertionOf(evil(facts))}</samlp:Response>`);
    expect(await app.answer(beside)).toBe(wrongSignature);
    const before = (facts: ResponseFacts) =>
      app.signed(facts).replace("</samlp:Status>", `</samlp:Status>${assertionOf(evil(facts))}`);
    expect(await app.answer(before)).toBe(wrongSignature);
  });

  describe("by wrapping what was signed into something else (XML signature wrapping):", () => {
    const partsOf = (facts: ResponseFacts) => {
      const [assertion = ""] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(app.signed(facts)) ?? [];
      const [signature = ""] = /<ds:Signature.*<\/ds:Signature>/s.exec(assertion) ?? [];
      return { assertion, signature };
    };
    const attacks: Record<string, (facts: ResponseFacts) => string> = {
      "into an extension of the response": (facts) =>
        responseOf(
          facts,
          `<samlp:Extensions>${partsOf(facts).assertion}</samlp:Extensions>${assertionOf(evil(facts))}`,
        ),
      "into an assertion of the attacker's own": (facts) =>
        responseOf(
          facts,
          assertionOf(evil(facts)).replace("</saml:Assertion>", `${partsOf(facts).assertion}</saml:Assertion>`),
        ),
      "into an object of the signature that the attacker's assertion has": (facts) => {
        const { assertion, signature } = partsOf(facts);
        const wrapping = signature.replace("</ds:Signature>", `<ds:Object>${assertion}</ds:Object></ds:Signature>`);
        return responseOf(facts, assertionOf(evil(facts)).replace("</saml:Issuer>", `</saml:Issuer>${wrapping}`));
      },
      "with the same ID for both": (facts) => {
        const same = assertionOf({ ...evil(facts), assertionId: facts.assertionId });
        return responseOf(facts, same.replace("</saml:Assertion>", `${partsOf(facts).assertion}</saml:Assertion>`));
      },
      "with the signature moved to the attacker's assertion": (facts) =>
        responseOf(
          facts,
          assertionOf(evil(facts)).replace("</saml:Issuer>", `</saml:Issuer>${partsOf(facts).signature}`),
        ),
    };
    it.each(Object.keys(attacks))("%s", async (name) => {
      const answer = await app.answer((facts) => attacks[name]!(facts));
      expect(answer).toMatch(/signature is invalid|Invalid SAML response received/);
    });
  });

  it("by cutting a name short with a comment: it is read as a whole", async () => {
    const nameId = "admin@there.example<!---->.evil.example";
    const claims = await app.claims((facts) =>
      app.signed({ ...facts, nameId, attributes: { mail: "a<!-- -->@b.example" } }),
    );
    expect(claims).toMatchObject({ "cognito:username": "Bent_admin@there.example.evil.example", email: "a@b.example" });
    // A comment that is put in afterwards changes nothing that was signed, and nothing that is read.
    const commented = await app.claims((facts) =>
      app.signed({ ...facts, nameId: "anna-long" }).replace("anna-long", "anna<!---->-long"),
    );
    expect(commented["cognito:username"]).toBe("Bent_anna-long");
  });

  it("with entities that grow without bound, or that name files", async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${"a".repeat(100)}">${"bcdefgh"
      .split("")
      .map((name, index) => `<!ENTITY ${name} "${`&${"abcdefgh"[index]};`.repeat(20)}">`)
      .join("")}]>`;
    const before = Date.now();
    expect(await app.answer((facts) => bomb + app.signed(facts).replace(">anna<", ">&h;<"))).toBe(
      received("it is no response of SAML"),
    );
    expect(Date.now() - before).toBeLessThan(3000);
    const file = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
    expect(await app.answer((facts) => file + app.signed(facts).replace(">anna<", ">&f;<"))).toBe(
      received("it is no response of SAML"),
    );
  });

  it("with an assertion for the second time (replay)", async () => {
    const first = await app.begin();
    const xml = app.signed(first.facts);
    expect((await app.post(first, xml)).href).toContain(`${callback}?code=`);
    expect(told(await app.post(first, xml))).toBe("Invalid samlResponse or relayState from identity provider");
    const second = await app.begin();
    expect(told(await app.post(second, xml))).toMatch(/^Invalid SAML response received: it answers _/);
  });

  it("with the same assertion three times at once", async () => {
    const underWay = await app.begin();
    const xml = app.signed(underWay.facts);
    const answers = await Promise.all([app.post(underWay, xml), app.post(underWay, xml), app.post(underWay, xml)]);
    expect(answers.filter(({ searchParams }) => searchParams.has("code"))).toHaveLength(1);
  });

  it("with an answer to another request, or to none", async () => {
    expect(await app.answer((facts) => app.signed({ ...facts, requestId: "_another" }))).toBe(
      received("it answers _another"),
    );
    expect(await app.answer((facts) => app.signed({ ...facts, requestId: undefined }))).toBe(
      received("it answers no request"),
    );
    const inside = (facts: ResponseFacts) => {
      const assertion = sign(assertionOf({ ...facts, requestId: "_another" }), "Assertion", bent.keys[0]!);
      return responseOf(facts, assertion);
    };
    expect(await app.answer(inside)).toBe(received("it answers _another"));
  });

  it("with an answer that another browser asked for (login CSRF)", async () => {
    const attacker = await app.begin();
    const victim = traveller(service.current.url);
    await app.begin(victim);
    expect(told(await app.post({ ...attacker, browser: victim }, app.signed(attacker.facts)))).toBe("Invalid state");
  });

  it("with an assertion for another pool (audience, recipient, destination)", async () => {
    expect(await app.answer((facts) => app.signed({ ...facts, audience: "urn:amazon:cognito:sp:another" }))).toBe(
      `Audience restriction in SAML Assertion does not allow it for urn:amazon:cognito:sp:${app.UserPoolId}`,
    );
    expect(await app.answer((facts) => app.signed({ ...facts, recipient: "https://another.example/acs" }))).toBe(
      received("the assertion is not confirmed for this pool"),
    );
    expect(await app.answer((facts) => app.signed({ ...facts, destination: "https://another.example/acs" }))).toBe(
      received("it is meant for https://another.example/acs"),
    );
    const noAudience = (facts: ResponseFacts) =>
      sign(
        responseOf(facts, assertionOf(facts).replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, "")),
        "Assertion",
        bent.keys[0]!,
      );
    expect(await app.answer(noAudience)).toContain("Audience restriction");
  });

  it("with an assertion of another issuer under the same key", async () => {
    expect(await app.answer((facts) => app.signed({ ...facts, issuer: "https://another.example" }))).toBe(
      received("the issuer is https://another.example"),
    );
  });

  it("with an assertion that has expired or is of tomorrow, but for a minute by which clocks may differ", async () => {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
    expect(await app.answer((facts) => app.signed({ ...facts, expiresAt: at(-30), confirmedUntil: at(-30) }))).toBe(
      "there is a code",
    );
    expect(await app.answer((facts) => app.signed({ ...facts, expiresAt: at(-90) }))).toBe(
      "SAML Assertion has expired",
    );
    expect(await app.answer((facts) => app.signed({ ...facts, confirmedUntil: at(-90) }))).toBe(
      "SAML Assertion has expired",
    );
    expect(await app.answer((facts) => app.signed({ ...facts, notBefore: at(90) }))).toBe("SAML Assertion has expired");
  });

  it("by RelayState as an open redirect", async () => {
    const browser = traveller(service.current.url);
    const xml = app.signed(app.factsFor(undefined));
    expect(told(await app.post({ browser, relayState: "https://evil.example/" }, xml))).toBe(
      "Invalid samlResponse or relayState from identity provider",
    );
    const relayState = new URLSearchParams({
      ...{ identity_provider: "Bent", client_id: app.ClientId, redirect_uri: "https://evil.example/" },
      response_type: "code",
    });
    const url = await app.post({ browser, relayState: relayState.toString() }, xml);
    expect([url.pathname, url.searchParams.get("error")]).toEqual([`/${app.UserPoolId}/error`, "redirect_mismatch"]);
  });

  it("who begins at the provider where the pool does not let it", async () => {
    const browser = traveller(service.current.url);
    const relayState = new URLSearchParams({
      ...{ identity_provider: "Bent", client_id: app.ClientId, redirect_uri: callback, response_type: "code" },
    }).toString();
    expect(told(await app.post({ browser, relayState }, app.signed(app.factsFor(undefined))))).toBe(
      "Invalid samlResponse or relayState from identity provider",
    );
  });

  it("with what is no XML, no SAML, no base64, or too long", async () => {
    for (const xml of ["", "nonsense", "<a/>", "<samlp:Response>", "<html><body>no</body></html>"]) {
      expect(await app.answer(() => xml)).toBe(received("it is no response of SAML"));
    }
    const long = (facts: ResponseFacts) => app.signed({ ...facts, attributes: { mail: "x".repeat(100_001) } });
    expect(await app.answer(long)).toBe(received("the assertion is too long"));
    const huge = await fetch(app.acs, {
      method: "POST",
      body: `SAMLResponse=${"A".repeat(600_000)}`,
      redirect: "manual",
    });
    expect(huge.headers.get("location")).toContain("/error?error=invalid_request");
  });

  it("with characters of four bytes, which AWS refuses", async () => {
    expect(await app.answer((facts) => app.signed({ ...facts, attributes: { displayName: "Anna 😀" } }))).toBe(
      received("an attribute has characters of four bytes"),
    );
  });

  it("with an assertion that is encrypted for the pool, and signed by nobody, or broken: in the same words", async () => {
    const sdk = service.current.sdk();
    const { Certificate = "" } = await sdk.getSigningCertificate({ UserPoolId: app.UserPoolId });
    const encrypted = async (facts: ResponseFacts) =>
      responseOf(facts, await encryptFor(Certificate, assertionOf(facts)));
    expect(await app.answer(encrypted)).toBe(wrongSignature);
    const broken = async (facts: ResponseFacts) =>
      (await encrypted(facts)).replaceAll(/(CipherValue>)..../g, (_all, tag: string) => `${tag}AAAA`);
    expect(await app.answer(broken)).toBe(wrongSignature);
    const nothing = async (facts: ResponseFacts) => responseOf(facts, await encryptFor(Certificate, "no assertion"));
    expect(await app.answer(nothing)).toBe(wrongSignature);
  });

  it("with an assertion for the second time by another of its confirmations: it is used until the last is over", async () => {
    const facts = app.factsFor(undefined);
    const last = new Date(facts.confirmedUntil.getTime() + 600_000);
    const twice = assertionOf(facts).replace(/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/, (first) => {
      return first + first.replace(facts.confirmedUntil.toISOString(), last.toISOString());
    });
    const xml = sign(responseOf(facts, twice), "Assertion", bent.keys[0]!);
    const { privateKey, certificate } = await makeKeyPair();
    const upstream: Upstream = {
      ...{ poolId: app.UserPoolId, name: "Bent", type: "SAML", details: { MetadataFile: bent.metadata() }, wanted: [] },
      ...{ base: app.base, now: new Date() },
      keys: async () => ({ privateKey: inBase64(privateKey), certificate: inBase64(certificate) }),
    };
    const { goodUntil } = await readResponse(upstream, Buffer.from(xml).toString("base64"), undefined);
    expect(goodUntil).toEqual(new Date(last.getTime() + 60_000));
  });

  it("with attributes that are called as what they are not: a name, an issuer", async () => {
    const disguised = (facts: ResponseFacts) => {
      const attributes = { ...facts.attributes, nameID: "admin", issuer: bent.entityId };
      const nameless = assertionOf({ ...facts, attributes }).replace(/<saml:NameID.*<\/saml:NameID>/, "");
      return sign(responseOf(facts, nameless), "Assertion", bent.keys[0]!);
    };
    expect(await app.answer(disguised)).toBe(received("the assertion has no NameID"));
    const unissued = (facts: ResponseFacts) => {
      const attributes = { ...facts.attributes, issuer: bent.entityId };
      const assertion = assertionOf({ ...facts, attributes }).replace(/<saml:Issuer>.*?<\/saml:Issuer>/, "");
      return sign(responseOf(facts, assertion), "Response", bent.keys[0]!);
    };
    expect(await app.answer(unissued)).toBe(received("the issuer is undefined"));
  });
});
