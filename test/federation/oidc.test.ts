import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWebApp, pkce, verifier, type WebApp, webAppOf, webClient } from "../oauth/app.ts";
import { makeClient, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { clientId, clientSecret, type ForeignOidc, openForeignOidc } from "./foreign-oidc.ts";
import { traveller } from "./traveller.ts";

describe.each(databases)("A provider that speaks OpenID Connect, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;
  let foreign: ForeignOidc;

  beforeAll(async () => {
    app = await makeWebApp(
      service.current,
      {},
      {
        Schema: [{ Name: "roles", AttributeDataType: "String" }],
        UsernameConfiguration: { CaseSensitive: false },
      },
    );
    foreign = await openForeignOidc(`${app.base}/oauth2/idpresponse`);
    const { UserPoolId, ClientId } = app;
    await service.current.sdk().createIdentityProvider({
      UserPoolId,
      ProviderName: "Foreign",
      ProviderType: "OIDC",
      ProviderDetails: {
        ...{ client_id: clientId, client_secret: clientSecret, authorize_scopes: "openid email profile" },
        ...{ oidc_issuer: foreign.issuer, attributes_request_method: "GET" },
      },
      AttributeMapping: { email: "email", name: "name", "custom:roles": "roles" },
      IdpIdentifiers: ["foreign.example"],
    });
    const { UserPoolClient } = await service.current.sdk().describeUserPoolClient({ UserPoolId, ClientId });
    await service.current.sdk().updateUserPoolClient({
      ...UserPoolClient,
      ...{ UserPoolId, ClientId, SupportedIdentityProviders: ["COGNITO", "Foreign"] },
    });
  });
  afterAll(() => foreign?.close());

  const comeBack = async (asked: Record<string, string> = {}) => {
    const browser = traveller(service.current.url, foreign.issuer);
    return browser.visit(app.authorizeUrl({ identity_provider: "Foreign", state: "s", ...asked }));
  };

  it("signs somebody in, and makes a user of them", async () => {
    foreign.person = { sub: "Anna-1", email: "anna@elsewhere.example", name: "Anna", roles: ["a", "b,c"] };
    const { url } = await comeBack({ ...pkce, nonce: "n" });
    expect([...url.searchParams.keys()]).toEqual(["code", "state"]);
    const { body } = await app.redeem(url.searchParams.get("code") ?? "", { code_verifier: verifier });
    const id = decodeJwt(body.id_token);
    expect(id).toMatchObject({ nonce: "n", email: "anna@elsewhere.example", email_verified: false, name: "Anna" });
    expect(id["cognito:username"]).toBe("foreign_anna-1");
    expect(id["cognito:groups"]).toEqual([`${app.UserPoolId}_Foreign`]);
    expect(id["custom:roles"]).toBe("[a,b%2Cc]");
    expect(id.identities).toEqual([
      {
        ...{ userId: "Anna-1", providerName: "Foreign", providerType: "OIDC", issuer: null, primary: "true" },
        dateCreated: expect.stringMatching(/^\d{13}$/),
      },
    ]);
    const user = await service.current.sdk().adminGetUser({ UserPoolId: app.UserPoolId, Username: "foreign_anna-1" });
    expect(user.UserStatus).toBe("EXTERNAL_PROVIDER");
    expect(recordOf(user.UserAttributes)).toMatchObject({ email: "anna@elsewhere.example", email_verified: "false" });
  });

  it("is named by an identifier, too", async () => {
    const browser = traveller(service.current.url, foreign.issuer);
    const { url } = await browser.visit(app.authorizeUrl({ idp_identifier: "foreign.example" }));
    expect(url.searchParams.has("code")).toBe(true);
  });

  it("is refused to clients that do not have it", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, webClient);
    const other = await webAppOf(service.current, { ...app, ClientId });
    const { url } = await traveller(service.current.url).visit(other.authorizeUrl({ identity_provider: "Foreign" }));
    expect(url.searchParams.get("error")).toBe("invalid_request");
  });

  it("tells the app when somebody does not agree", async () => {
    foreign.consents = false;
    const { url } = await comeBack();
    foreign.consents = true;
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ error: "access_denied", error_description: "they said no", state: "s" },
    });
  });
});
