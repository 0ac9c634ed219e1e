import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CreateIdentityProviderCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeApp } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { apple, facebook, google, oidc, samlMetadata } from "./identity-providers.ts";

describe.each(databases)("Identity providers, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";

  beforeAll(async () => {
    ({ UserPoolId } = await makeApp(service.current));
  });

  const create = (input: Partial<CreateIdentityProviderCommandInput>) =>
    sdk().createIdentityProvider({ UserPoolId, ...google, ...input });
  const describeProvider = (ProviderName: string) => sdk().describeIdentityProvider({ UserPoolId, ProviderName });
  const invalid = (message: string) => ({ name: "InvalidParameterException", message });

  it("are described as they were created, with what their type adds", async () => {
    const { IdentityProvider } = await create({ IdpIdentifiers: ["gmail.com"] });
    expect(IdentityProvider).toEqual({
      UserPoolId,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: {
        ...google.ProviderDetails,
        attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
        attributes_url_add_attributes: "true",
        authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
        oidc_issuer: "https://accounts.google.com",
        token_request_method: "POST",
        token_url: "https://www.googleapis.com/oauth2/v4/token",
      },
      AttributeMapping: { username: "sub" },
      IdpIdentifiers: ["gmail.com"],
      CreationDate: expect.any(Date),
      LastModifiedDate: expect.any(Date),
    });
    expect((await describeProvider("Google")).IdentityProvider).toEqual(IdentityProvider);
  });

  it("show Facebook's version in every URL, Amazon's claim, and no private key of Apple", async () => {
    const { IdentityProvider: one } = await create(facebook);
    expect(one).toMatchObject({
      ProviderDetails: {
        attributes_url: "https://graph.facebook.com/v19.0/me?fields=",
        authorize_url: "https://www.facebook.com/v19.0/dialog/oauth",
        token_request_method: "GET",
        token_url: "https://graph.facebook.com/v19.0/oauth/access_token",
      },
      AttributeMapping: { username: "id", email: "email" },
    });
    const amazon = { ProviderName: "LoginWithAmazon", ProviderType: "LoginWithAmazon" } as const;
    const { IdentityProvider: two } = await create(amazon);
    expect(two).toMatchObject({
      ProviderDetails: { token_url: "https://api.amazon.com/auth/o2/token", attributes_url_add_attributes: "false" },
      AttributeMapping: { username: "user_id" },
    });
    const { IdentityProvider: three } = await create(apple);
    expect(three?.ProviderDetails).toMatchObject({ oidc_issuer: "https://appleid.apple.com", key_id: "KEY" });
    expect(three?.ProviderDetails).not.toHaveProperty("private_key");
    const { authorize_scopes: _, ...sent } = three?.ProviderDetails ?? {};
    const update = { UserPoolId, ProviderName: "SignInWithApple", ProviderDetails: sent };
    const { IdentityProvider: updated } = await sdk().updateIdentityProvider(update);
    expect(updated?.ProviderDetails).toEqual(sent);
  });

  it("change by the members that an update has, each as a whole", async () => {
    await create({ ...oidc("Company"), AttributeMapping: { email: "mail" }, IdpIdentifiers: ["one", "two"] });
    const { IdentityProvider } = await sdk().updateIdentityProvider({
      UserPoolId,
      ProviderName: "Company",
      IdpIdentifiers: ["two", "three"],
      AcrMapping: { Level1: "urn:low" },
    });
    expect(IdentityProvider).toMatchObject({
      ProviderDetails: { ...oidc("Company").ProviderDetails, attributes_url_add_attributes: "false" },
      AttributeMapping: { email: "mail", username: "sub" },
      AcrMapping: { Level1: "urn:low" },
      IdpIdentifiers: ["two", "three"],
    });
    const byIdentifier = (IdpIdentifier: string) =>
      sdk().getIdentityProviderByIdentifier({ UserPoolId, IdpIdentifier });
    expect((await byIdentifier("three")).IdentityProvider).toEqual(IdentityProvider);
    await expect(byIdentifier("one")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const AttributeMapping = { name: "display" };
    await sdk().updateIdentityProvider({ UserPoolId, ProviderName: "Company", AttributeMapping });
    const mapped = (await describeProvider("Company")).IdentityProvider?.AttributeMapping;
    expect(mapped).toEqual({ name: "display", username: "sub" });
    await expect(
      sdk().updateIdentityProvider({ UserPoolId, ProviderName: "Company", ProviderDetails: { client_id: "x" } }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it.each<[string, Partial<CreateIdentityProviderCommandInput>]>([
    [
      "clientId, clientSecret and authorizeScopes are all required idp details.",
      { ProviderDetails: { client_id: "id", authorize_scopes: "email" } },
    ],
    [
      "clientId, privateKey, teamId, and keyId are all required idp details.",
      { ...apple, ProviderDetails: { client_id: "id" } },
    ],
    [
      "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
      { ...oidc("Other"), ProviderDetails: { client_id: "id" } },
    ],
    ["OIDC endpoint must start with https://", oidc("Other", { oidc_issuer: "http://idp.example.com" })],
    ["Provider NotGoogle cannot be of type Google.", { ProviderName: "NotGoogle" }],
    ["Provider Google cannot be of type OIDC.", oidc("Google")],
    [
      "Only one of the MetadataURL or MetadataFile should be provided.",
      {
        ...{ ProviderName: "Corp", ProviderType: "SAML" },
        ProviderDetails: { MetadataURL: "https://example.com/m", MetadataFile: samlMetadata },
      },
    ],
    [
      "At least one of the MetadataURL or MetadataFile should be provided.",
      { ProviderName: "Corp", ProviderType: "SAML", ProviderDetails: { IDPSignout: "true" } },
    ],
    ["AttributeMapping contains invalid mapping: [custom:none]", { AttributeMapping: { "custom:none": "x" } }],
    [
      "client-id is not among the idp details of type Google.",
      { ProviderDetails: { ...google.ProviderDetails, "client-id": "x" } },
    ],
    ["AcrMapping is supported for OIDC identity providers only.", { AcrMapping: { Level1: "a" } }],
  ])("refuse: %s", async (message, input) => {
    await expect(create(input)).rejects.toMatchObject(invalid(message));
  });

  it("read SAML metadata from a file, and refuse what is none", async () => {
    const corp = (MetadataFile: string) =>
      create({ ProviderName: "CorpFile", ProviderType: "SAML", ProviderDetails: { MetadataFile } });
    await expect(corp("<nothing/>")).rejects.toMatchObject(invalid("MetadataFile is not valid SAML metadata."));
    await expect(corp(`<!DOCTYPE x [<!ENTITY a "b">]>${samlMetadata}`)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const { IdentityProvider } = await corp(samlMetadata);
    expect(IdentityProvider).toMatchObject({
      ProviderDetails: {
        MetadataFile: samlMetadata,
        SSORedirectBindingURI: "https://idp.example.com/sso",
        SLORedirectBindingURI: "https://idp.example.com/slo",
      },
      AttributeMapping: {},
    });
  });

  describe("whose documents are on the network", () => {
    const documents: Record<string, string> = {
      ...{ "/saml": samlMetadata, "/moved-saml": samlMetadata.replace("/sso", "/moved"), "/bad": "no metadata" },
    };
    let server: Server;
    let url = "";

    beforeAll(async () => {
      server = createServer((request, response) => {
        const document = documents[request.url ?? ""];
        response.writeHead(document ? 200 : 404).end(document);
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      documents["/issuer/.well-known/openid-configuration"] = JSON.stringify({
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        userinfo_endpoint: `${url}/userinfo`,
        jwks_uri: `${url}/jwks`,
      });
      documents["/moved/.well-known/openid-configuration"] = JSON.stringify({
        authorization_endpoint: `${url}/new-authorize`,
        token_endpoint: `${url}/new-token`,
        userinfo_endpoint: `${url}/new-userinfo`,
        jwks_uri: `${url}/new-jwks`,
      });
      documents["/insecure/.well-known/openid-configuration"] = JSON.stringify({
        ...{ authorization_endpoint: `${url}/authorize`, token_endpoint: "http://internal.example.com/token" },
      });
      documents["/wrong/.well-known/openid-configuration"] = "<html>";
    });
    afterAll(() => server.close());

    const discovered = (name: string, oidc_issuer: string) => {
      const { client_id = "", authorize_scopes = "" } = oidc(name).ProviderDetails ?? {};
      const ProviderDetails = { client_id, authorize_scopes, attributes_request_method: "GET", oidc_issuer };
      return create({ ProviderName: name, ProviderType: "OIDC", ProviderDetails });
    };

    it("show an OIDC provider's discovered endpoints", async () => {
      const { IdentityProvider } = await discovered("Discovered", `${url}/issuer`);
      expect(IdentityProvider?.ProviderDetails).toMatchObject({
        authorize_url: `${url}/authorize`,
        token_url: `${url}/token`,
        attributes_url: `${url}/userinfo`,
        jwks_uri: `${url}/jwks`,
      });
      const {
        authorize_scopes = "",
        client_id = "",
        attributes_request_method = "",
      } = IdentityProvider?.ProviderDetails ?? {};
      const { IdentityProvider: moved } = await sdk().updateIdentityProvider({
        ...{ UserPoolId, ProviderName: "Discovered" },
        ProviderDetails: { authorize_scopes, client_id, attributes_request_method, oidc_issuer: `${url}/moved` },
      });
      expect(moved?.ProviderDetails).toMatchObject({ token_url: `${url}/new-token` });
    });

    it("are kept while they cannot be reached, and refused when they answer nonsense", async () => {
      const { IdentityProvider } = await discovered("Unreachable", `${url}/gone`);
      expect(IdentityProvider?.ProviderDetails).not.toHaveProperty("token_url");
      for (const issuer of [`${url}/wrong`, `${url}/insecure`]) {
        await expect(discovered("Nonsense", issuer)).rejects.toMatchObject(
          invalid("Unable to contact well-known endpoint"),
        );
      }
      const MetadataURL = `${url}/bad`;
      await expect(
        create({ ProviderName: "BadSaml", ProviderType: "SAML", ProviderDetails: { MetadataURL } }),
      ).rejects.toMatchObject(invalid(`Error retrieving metadata from ${MetadataURL}`));
    });

    it("show where SAML metadata send people", async () => {
      const ProviderDetails = { MetadataURL: `${url}/saml`, IDPSignout: "true" };
      const { IdentityProvider } = await create({ ProviderName: "CorpUrl", ProviderType: "SAML", ProviderDetails });
      const { Certificate } = await sdk().getSigningCertificate({ UserPoolId });
      expect(IdentityProvider?.ProviderDetails).toEqual({
        ...ProviderDetails,
        SSORedirectBindingURI: "https://idp.example.com/sso",
        SLORedirectBindingURI: "https://idp.example.com/slo",
        ActiveEncryptionCertificate: Certificate,
      });
      const sentBack = { ...IdentityProvider?.ProviderDetails, MetadataURL: `${url}/moved-saml` };
      const { IdentityProvider: moved } = await sdk().updateIdentityProvider({
        ...{ UserPoolId, ProviderName: "CorpUrl", ProviderDetails: sentBack },
      });
      expect(moved?.ProviderDetails).toMatchObject({ SSORedirectBindingURI: "https://idp.example.com/moved" });
    });
  });

  it("stand once in a pool, by name and by identifier, though twenty come at once", async () => {
    const named = await Promise.allSettled(Array.from({ length: 20 }, () => create(oidc("Race"))));
    const identified = await Promise.allSettled(
      Array.from({ length: 20 }, (_, turn) => create({ ...oidc(`Racer${turn}`), IdpIdentifiers: ["race.example"] })),
    );
    const refusals = (results: PromiseSettledResult<unknown>[]) =>
      results.flatMap((result) =>
        result.status === "rejected" ? [`${result.reason.name}: ${result.reason.message}`] : [],
      );
    expect(refusals(named)).toEqual(
      Array(19).fill("DuplicateProviderException: A provider of name Race already exists."),
    );
    expect(refusals(identified)).toEqual(
      Array(19).fill("InvalidParameterException: An identifier is already used by another provider of the user pool."),
    );
  });

  it("are listed page by page in the order of their names", async () => {
    const { UserPoolId: other } = await makeApp(service.current);
    for (const name of ["Ccc", "Aaa", "Bbb"]) await create({ ...oidc(name), UserPoolId: other });
    const first = await sdk().listIdentityProviders({ UserPoolId: other, MaxResults: 2 });
    const summary = { ProviderType: "OIDC", CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) };
    expect(first.Providers).toEqual(["Aaa", "Bbb"].map((ProviderName) => ({ ProviderName, ...summary })));
    const { Providers, NextToken } = await sdk().listIdentityProviders({
      UserPoolId: other,
      NextToken: first.NextToken,
    });
    expect(Providers?.map(({ ProviderName }) => ProviderName)).toEqual(["Ccc"]);
    expect(NextToken).toBeUndefined();
    await expect(sdk().listIdentityProviders({ UserPoolId, NextToken: first.NextToken })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("are gone once deleted, and free their identifiers", async () => {
    await create({ ...oidc("Brief"), IdpIdentifiers: ["brief.example"] });
    await sdk().deleteIdentityProvider({ UserPoolId, ProviderName: "Brief" });
    const gone = { name: "ResourceNotFoundException", message: "Identity provider Brief does not exist." };
    await expect(describeProvider("Brief")).rejects.toMatchObject(gone);
    await expect(sdk().deleteIdentityProvider({ UserPoolId, ProviderName: "Brief" })).rejects.toMatchObject(gone);
    await expect(sdk().updateIdentityProvider({ UserPoolId, ProviderName: "Brief" })).rejects.toMatchObject(gone);
    await create({ ...oidc("Next"), IdpIdentifiers: ["brief.example"] });
  });

  it("must be there before a client supports them", async () => {
    const client = { UserPoolId, ClientName: "app", SupportedIdentityProviders: ["COGNITO", "Partner"] };
    const missing = invalid(`The provider Partner does not exist for User Pool ${UserPoolId}.`);
    await expect(sdk().createUserPoolClient(client)).rejects.toMatchObject(missing);
    await create(oidc("Partner"));
    const { UserPoolClient } = await sdk().createUserPoolClient(client);
    expect(UserPoolClient?.SupportedIdentityProviders).toEqual(["COGNITO", "Partner"]);
    await sdk().deleteIdentityProvider({ UserPoolId, ProviderName: "Partner" });
    const update = { ...client, ClientId: UserPoolClient?.ClientId };
    await expect(sdk().updateUserPoolClient(update)).rejects.toMatchObject(missing);
  });
});
