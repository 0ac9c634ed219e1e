import { createVerify, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callback, goodbye } from "../oauth/app.ts";
import { databases, startForAll } from "../support/start.ts";
import {
  assertionOf,
  type BentSaml,
  encryptFor,
  inBase64,
  logoutResponseOf,
  makeKeyPair,
  openBentSaml,
  type ResponseFacts,
  readRedirect,
  responseOf,
  sign,
} from "./bent-saml.ts";
import { addProvider } from "./federated-app.ts";
import { makeSamlApp, type SamlApp, told } from "./saml-app.ts";
import { traveller } from "./traveller.ts";

describe.each(databases)("A provider that speaks SAML, on %s", async (kind) => {
  const service = await startForAll(kind);
  let bent: BentSaml;
  let app: SamlApp;

  beforeAll(async () => {
    bent = await openBentSaml();
    app = await makeSamlApp(service.current, bent);
  });
  afterAll(() => bent?.close());

  const certificateOf = async ({ UserPoolId }: SamlApp) => {
    const { Certificate = "" } = await service.current.sdk().getSigningCertificate({ UserPoolId });
    return inBase64(Certificate);
  };

  it("is asked by a redirect, in the pool's name", async () => {
    const { at, requestXml, facts } = await app.begin();
    expect(at.origin + at.pathname).toBe(`${bent.entityId}/sso`);
    expect(requestXml).toContain(`>urn:amazon:cognito:sp:${app.UserPoolId}<`);
    expect(requestXml).toContain(`AssertionConsumerServiceURL="${app.acs}"`);
    expect(requestXml).toContain('ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"');
    expect(requestXml).not.toContain("ForceAuthn");
    expect(facts.requestId).toMatch(/^_[0-9a-f]{40}$/);
    expect(at.searchParams.has("Signature")).toBe(false);
    const again = await app.begin(traveller(service.current.url), { prompt: "login" });
    expect(again.requestXml).toContain('ForceAuthn="true"');
  });

  it("makes a user whom its NameID names, with the attributes that are mapped", async () => {
    const attributes = { mail: "anna@there.example", displayName: ["An", "na, B"], other: "unmapped" };
    const claims = await app.claims((facts) => app.signed({ ...facts, nameId: "Anna", attributes }));
    expect(claims).toMatchObject({
      ...{ "cognito:username": "Bent_Anna", email: "anna@there.example", name: "[An,na%2C+B]" },
      identities: [
        expect.objectContaining({ userId: "Anna", providerName: "Bent", providerType: "SAML", issuer: bent.entityId }),
      ],
    });
  });

  it("is asked by a signed request where it wants one", async () => {
    const signing = await makeSamlApp(service.current, bent, { details: { RequestSigningAlgorithm: "rsa-sha256" } });
    const { at } = await signing.begin();
    const { publicKey } = new X509Certificate(Buffer.from(await certificateOf(signing), "base64"));
    const [signed = "", signature] = at.search.slice(1).split("&Signature=");
    expect(at.searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    const verified = createVerify("RSA-SHA256").update(signed);
    expect(verified.verify(publicKey, decodeURIComponent(signature ?? ""), "base64")).toBe(true);
  });

  it("may encrypt its assertions for the pool, and must where the pool wants it", async () => {
    const strict = await makeSamlApp(service.current, bent, { details: { EncryptedResponses: "true" } });
    const { IdentityProvider } = await service.current
      .sdk()
      .describeIdentityProvider({ UserPoolId: strict.UserPoolId, ProviderName: "Bent" });
    const certificate = IdentityProvider?.ProviderDetails?.ActiveEncryptionCertificate ?? "";
    const encrypted = async (facts: ResponseFacts) =>
      responseOf(facts, await encryptFor(certificate, sign(assertionOf(facts), "Assertion", bent.keys[0]!)));
    expect(await strict.claims(encrypted)).toMatchObject({ "cognito:username": "Bent_anna" });
    expect(await strict.answer((facts) => strict.signed(facts))).toBe(
      "Invalid SAML response received: the assertion is not encrypted",
    );
  });

  it("may change its certificate: both are good meanwhile, and the new one is found", async () => {
    const rolling = await openBentSaml();
    const rolled = await makeSamlApp(service.current, rolling);
    const [old] = rolling.keys;
    const next = await makeKeyPair();
    expect(await rolled.answer((facts) => rolled.signed(facts, [old!]))).toBe("there is a code");
    rolling.keys = [old!, next];
    const both = await makeSamlApp(service.current, rolling, {
      details: { MetadataURL: `${rolling.metadataUrl}?both` },
    });
    expect(await both.answer((facts) => both.signed(facts, [old!]))).toBe("there is a code");
    expect(await both.answer((facts) => both.signed(facts, [next]))).toBe("there is a code");
    rolling.keys = [next];
    expect(await rolled.answer((facts) => rolled.signed(facts, [next]))).toBe("there is a code");
    await rolling.close();
  });

  it("is known by a document as well as by an URL", async () => {
    const byFile = await makeSamlApp(service.current, bent);
    await service.current.sdk().updateIdentityProvider({
      ...{ UserPoolId: byFile.UserPoolId, ProviderName: "Bent", ProviderDetails: { MetadataFile: bent.metadata() } },
    });
    expect(await byFile.answer((facts) => byFile.signed(facts))).toBe("there is a code");
  });

  it("may begin a sign-in itself where the pool lets it, for an app that has no other kind of provider", async () => {
    const begins = await makeSamlApp(service.current, bent, {
      details: { IDPInit: "true" },
      client: { SupportedIdentityProviders: [] },
    });
    const relayState = new URLSearchParams({
      ...{ identity_provider: "Bent", client_id: begins.ClientId, redirect_uri: callback, response_type: "code" },
      scope: "openid email",
    }).toString();
    const browser = traveller(service.current.url);
    const xml = begins.signed(begins.factsFor(undefined));
    const claims = await begins.claimsAt(await begins.post({ browser, relayState }, xml));
    expect(claims).toMatchObject({ "cognito:username": "Bent_anna", email: "anna@there.example" });
    expect(told(await begins.post({ browser, relayState }, xml))).toMatch(/^Invalid samlResponse or relayState/);
    const old = { ...begins.factsFor(undefined), issuedAt: new Date(Date.now() - 7 * 60_000) };
    expect(told(await begins.post({ browser, relayState }, begins.signed(old)))).toBe("SAML Assertion has expired");
    const asked = begins.signed(begins.factsFor("_a-request"));
    expect(told(await begins.post({ browser, relayState }, asked))).toMatch(/it answers _a-request$/);
    await addProvider(service.current, begins, {
      ...{ ProviderName: "Google", ProviderType: "Google" },
      ProviderDetails: { client_id: "a", client_secret: "b", authorize_scopes: "openid" },
    });
    expect(told(await begins.post({ browser, relayState }, begins.signed(begins.factsFor(undefined))))).toMatch(
      /^Invalid samlResponse or relayState/,
    );
  });

  it("is signed out of with the pool, where the pool says so", async () => {
    const leaving = await makeSamlApp(service.current, bent, { details: { IDPSignout: "true" } });
    const underWay = await leaving.begin();
    await leaving.post(underWay, leaving.signed(underWay.facts));
    const { browser } = underWay;
    const query = new URLSearchParams({ client_id: leaving.ClientId, logout_uri: goodbye });
    const { url: at } = await browser.visit(`${leaving.base}/logout?${query}`);
    expect(at.origin + at.pathname).toBe(`${bent.entityId}/slo`);
    const { id, xml, relayState } = readRedirect(at);
    expect(xml).toContain(">anna<");
    expect(xml).toContain(">session-1<");
    expect(at.searchParams.has("Signature")).toBe(true);

    const respond = (inResponseTo: string) =>
      sign(logoutResponseOf(bent, inResponseTo), "LogoutResponse", bent.keys[0]!);
    const post = async (response: string, state = relayState) => {
      const body = new URLSearchParams({ SAMLResponse: Buffer.from(response).toString("base64"), RelayState: state });
      const answer = await fetch(`${leaving.base}/saml2/logout`, { method: "POST", body, redirect: "manual" });
      return answer.headers.get("location");
    };
    const bomb = '<!DOCTYPE x [<!ENTITY a "b">]>';
    for (const forged of [
      respond("_another"),
      logoutResponseOf(bent, id),
      bomb + respond(id),
      leaving.signed(underWay.facts),
    ]) {
      expect(await post(forged)).toContain("/error?error=Invalid+logout+response");
    }
    expect(await post(respond(id).replace("Success", "Requester"))).toContain("/error?error=Invalid+logout+response");
    expect(await post(respond(id), "https://evil.example/")).toContain("/error?error=Invalid+state");
    expect(await post(respond(id))).toBe(goodbye);
    expect(await post(respond(id))).toContain("/error?error=Invalid+state");

    const body = new URLSearchParams({ SAMLRequest: "PGEvPg==", RelayState: relayState });
    const begun = await fetch(`${leaving.base}/saml2/logout`, { method: "POST", body, redirect: "manual" });
    expect(begun.headers.get("location")).toContain("/error?error=Single+logout+begins+at+the+user+pool.");
  });

  it("is not signed out of where it takes no requests to do so", async () => {
    const silent = await openBentSaml();
    const metadata = silent.metadata.bind(silent);
    silent.metadata = () => metadata().replace(/<md:SingleLogoutService[^>]*>/, "");
    const leaving = await makeSamlApp(service.current, silent, { details: { IDPSignout: "true" } });
    const underWay = await leaving.begin();
    await leaving.post(underWay, leaving.signed(underWay.facts));
    const query = new URLSearchParams({ client_id: leaving.ClientId, logout_uri: goodbye });
    expect((await underWay.browser.visit(`${leaving.base}/logout?${query}`)).url.href).toBe(goodbye);
    await silent.close();
  });

  it("is asked where its metadata say by now", async () => {
    const moving = await openBentSaml();
    const moved = await makeSamlApp(service.current, moving);
    moving.ssoPath = "sso/moved";
    expect((await moved.begin()).at.href).toContain(`${moving.entityId}/sso/moved?`);
    await moving.close();
  });

  it("finds what the pool says of itself", async () => {
    const answer = await fetch(`${app.base}/saml2/metadata`);
    const xml = await answer.text();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/samlmetadata+xml"]);
    expect(xml).toContain(`entityID="urn:amazon:cognito:sp:${app.UserPoolId}"`);
    expect(xml).toContain(`Location="${app.acs}"`);
    expect(xml).toContain(`Location="${app.base}/saml2/logout"`);
    expect(xml.replace(/\s/g, "")).toContain((await certificateOf(app)).slice(0, 200));
  });

  it("tells the app why there is nobody", async () => {
    const status = (facts: ResponseFacts) =>
      responseOf(facts, "").replace(
        /<samlp:StatusCode[^>]*>/,
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>',
      );
    const underWay = await app.begin();
    const { searchParams } = await app.post(underWay, status(underWay.facts));
    expect(Object.fromEntries(searchParams)).toEqual({
      error: "access_denied",
      error_description: "Error in SAML response processing: SAML provider returned Responder error: AuthnFailed",
      state: "s",
    });
  });
});
