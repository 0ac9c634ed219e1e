import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { makeWebApp } from "../oauth/app.ts";
import { userAgent } from "../oauth/user-agent.ts";
import { peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { makeKeyPair, readRedirect } from "./bent-saml.ts";
import { addProvider } from "./federated-app.ts";
import { samlify } from "./samlify.ts";
import { traveller } from "./traveller.ts";

const { Constants, IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } = samlify;

describe.each(databases)("Peers, on %s", async (kind) => {
  const service = await startForAll(kind);

  it("another pool of Poolhouse is the provider of this one, found by its issuer", async () => {
    const app = await makeWebApp(service.current);
    const callback = `${app.base}/oauth2/idpresponse`;
    const upstream = await makeWebApp(service.current, { GenerateSecret: true, CallbackURLs: [callback] });
    await peopleOf(service.current, upstream).make("anna");
    await addProvider(service.current, app, {
      ...{ ProviderName: "Upstream", ProviderType: "OIDC" },
      ProviderDetails: {
        ...{ client_id: upstream.ClientId, client_secret: upstream.secret ?? "", authorize_scopes: "openid email" },
        ...{ oidc_issuer: upstream.base, attributes_request_method: "GET" },
      },
      AttributeMapping: { email: "email", email_verified: "email_verified", preferred_username: "cognito:username" },
    });
    const at = await userAgent().signIn(app.authorizeUrl({ identity_provider: "Upstream" }), "anna");
    const { body } = await app.redeem(at.searchParams.get("code") ?? "");
    const { sub } = await peopleOf(service.current, upstream).attributesOf("anna");
    expect(decodeJwt(body.id_token)).toMatchObject({
      ...{ "cognito:username": `Upstream_${sub}`, preferred_username: "anna" },
      ...{ email: "anna@example.com", email_verified: true },
    });
  });

  it("samlify's identity provider reads the pool's metadata and signed request, and signs somebody in", async () => {
    setSchemaValidator({ validate: async () => "the schema is not looked at" });
    const { privateKey, certificate } = await makeKeyPair();
    const app = await makeWebApp(service.current);
    const entityID = "https://samlify.example/metadata";
    const redirect = { Binding: Constants.namespace.binding.redirect, Location: "https://samlify.example/sso" };
    const idp = IdentityProvider({
      ...{
        entityID,
        privateKey,
        signingCert: certificate,
        singleSignOnService: [redirect],
        wantAuthnRequestsSigned: true,
      },
      requestSignatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
      loginResponseTemplate: {
        context: SamlLib.defaultLoginResponseTemplate.context,
        attributes: [
          {
            ...{
              name: "mail",
              valueTag: "user.email",
              nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
            },
            valueXsiType: "xs:string",
          },
        ],
      },
    });
    await addProvider(service.current, app, {
      ...{ ProviderName: "Samlify", ProviderType: "SAML" },
      ProviderDetails: { MetadataFile: idp.getMetadata(), RequestSigningAlgorithm: "rsa-sha256" },
      AttributeMapping: { email: "mail" },
    });
    const sp = ServiceProvider({ metadata: await (await fetch(`${app.base}/saml2/metadata`)).text() });

    const browser = traveller(service.current.url);
    const { url } = await browser.visit(app.authorizeUrl({ identity_provider: "Samlify" }));
    expect(url.origin + url.pathname).toBe(redirect.Location);
    const [octetString = ""] = url.search.slice(1).split("&Signature=");
    const query = Object.fromEntries(url.searchParams);
    const { extract } = await idp.parseLoginRequest(sp, "redirect", { query, octetString });
    expect(extract).toMatchObject({ issuer: `urn:amazon:cognito:sp:${app.UserPoolId}` });

    const acs = `${app.base}/saml2/idpresponse`;
    const now = new Date().toISOString();
    const later = new Date(Date.now() + 300_000).toISOString();
    const fill = (template: string) => ({
      id: "_response",
      context: SamlLib.replaceTagsByValue(template, {
        ...{ ID: "_response", AssertionID: "_assertion", Destination: acs, AssertionConsumerServiceURL: acs },
        ...{ Audience: `urn:amazon:cognito:sp:${app.UserPoolId}`, SubjectRecipient: acs, Issuer: entityID },
        ...{ IssueInstant: now, ConditionsNotBefore: now, ConditionsNotOnOrAfter: later },
        ...{ SubjectConfirmationDataNotOnOrAfter: later, InResponseTo: readRedirect(url).id },
        ...{ StatusCode: Constants.StatusCode.Success, NameID: "sam", AuthnStatement: "" },
        ...{ NameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", attrUserEmail: "sam@there.example" },
      }),
    });
    const { context: SAMLResponse } = await idp.createLoginResponse(
      sp,
      { extract },
      "post",
      { email: "sam@there.example" },
      fill,
    );
    const body = new URLSearchParams({ SAMLResponse, RelayState: query.RelayState ?? "" });
    const posted = await fetch(acs, { method: "POST", body, redirect: "manual" });
    const landed = await browser.visit(new URL(posted.headers.get("location") ?? "", acs));
    const { body: tokens } = await app.redeem(landed.url.searchParams.get("code") ?? String(landed.url));
    expect(decodeJwt(tokens.id_token)).toMatchObject({ "cognito:username": "Samlify_sam", email: "sam@there.example" });
  });
});
