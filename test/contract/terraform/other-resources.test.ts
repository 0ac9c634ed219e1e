import type {
  CreateGroupCommandInput,
  CreateIdentityProviderCommandInput,
  CreateResourceServerCommandInput,
  SetRiskConfigurationCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { google, oidc, samlMetadata } from "../../operations/identity-providers.ts";
import { databases, startForAll } from "../../support/start.ts";
import { differences } from "./plan.ts";

/** Terraform's calls and readings of what belongs to a pool, as its provider makes them (hashicorp/terraform-provider-aws, internal/service/cognitoidp). */
describe.each(databases)("Terraform's resources of a user pool, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  async function newPool(threatProtection?: "ENFORCED"): Promise<string> {
    const { UserPool } = await sdk().createUserPool({
      PoolName: "people",
      ...(threatProtection && { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: threatProtection } }),
    });
    return UserPool?.Id ?? "";
  }

  it.each([
    ["a prefix", "tf-acc-test", undefined],
    ["a domain of its own", "auth.example.com", "arn:aws:acm:us-east-1:123456789012:certificate/one"],
  ])("makes and unmakes %s, waiting for what is described", async (_, Domain, CertificateArn) => {
    const UserPoolId = await newPool();
    await sdk().createUserPoolDomain({
      ...{ UserPoolId, Domain },
      ...(CertificateArn && { CustomDomainConfig: { CertificateArn } }),
    });
    const read = async () => (await sdk().describeUserPoolDomain({ Domain })).DomainDescription;
    expect(await read()).toMatchObject({
      ...{ Domain, UserPoolId, Status: "ACTIVE", ManagedLoginVersion: 1, AWSAccountId: "123456789012" },
      CustomDomainConfig: CertificateArn ? { CertificateArn } : {},
      ...{ S3Bucket: expect.any(String), CloudFrontDistribution: expect.any(String), Version: expect.any(String) },
    });
    const before = await read();
    await sdk().updateUserPoolDomain({ UserPoolId, Domain, ManagedLoginVersion: 2 });
    expect(await read()).toEqual({ ...before, ManagedLoginVersion: 2, Version: expect.any(String) });
    await sdk().deleteUserPoolDomain({ UserPoolId, Domain });
    expect(await read()).toEqual({});
  });

  it("keeps what it configures of a resource server", async () => {
    const UserPoolId = await newPool();
    const named = { UserPoolId, Identifier: "https://api.example.com", Name: "api" };
    const histories: Pick<CreateResourceServerCommandInput, "Scopes">[] = [
      {},
      { Scopes: [{ ScopeName: "read", ScopeDescription: "Reads" }] },
      {
        Scopes: [
          { ScopeName: "write", ScopeDescription: "Writes" },
          { ScopeName: "read", ScopeDescription: "R" },
        ],
      },
      { Scopes: [] },
    ];
    await sdk().createResourceServer({ ...named, ...histories[0] });
    for (const configured of histories) {
      await sdk().updateResourceServer({ ...named, ...configured });
      const { ResourceServer = {} } = await sdk().describeResourceServer(named);
      expect(differences({ ...named, ...configured }, ResourceServer, [])).toEqual([]);
    }
  });

  it("changes of a group what changed, and the rest stays", async () => {
    const named = { UserPoolId: await newPool(), GroupName: "admins" };
    const RoleArn = "arn:aws:iam::123456789012:role/admins";
    let configured: Omit<CreateGroupCommandInput, "UserPoolId" | "GroupName"> = {
      Description: "Many",
      Precedence: 1,
      RoleArn,
    };
    const read = async () => {
      const { Group: { CreationDate: _, LastModifiedDate: __, ...group } = {} } = await sdk().getGroup(named);
      return group;
    };
    await sdk().createGroup({ ...named, ...configured });
    expect(differences({ ...named, ...configured }, await read(), [])).toEqual([]);
    for (const change of [{ Precedence: 2 }, { Description: "" }, { Precedence: 0 }]) {
      await sdk().updateGroup({ ...named, ...change });
      configured = { ...configured, ...change };
      expect(differences({ ...named, ...configured }, await read(), [])).toEqual([]);
    }
  });

  const ownerless = ({
    UserPoolId: _,
    ClientId: __,
    LastModifiedDate: ___,
    ...read
  }: object & Partial<Record<"UserPoolId" | "ClientId" | "LastModifiedDate", unknown>>) => read;

  it("keeps what it configures about risks, and takes it away by configuring nothing", async () => {
    const UserPoolId = await newPool("ENFORCED");
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName: "app" });
    const histories: Omit<SetRiskConfigurationCommandInput, "UserPoolId">[] = [
      { RiskExceptionConfiguration: { BlockedIPRangeList: ["10.10.10.10/32"] } },
      {
        RiskExceptionConfiguration: {
          BlockedIPRangeList: ["10.10.10.10/32", "10.10.10.11/32"],
          SkippedIPRangeList: ["10.10.10.12/32"],
        },
      },
      { CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_IN"], Actions: { EventAction: "BLOCK" } } },
      {
        AccountTakeoverRiskConfiguration: {
          Actions: {
            MediumAction: { EventAction: "MFA_REQUIRED", Notify: false },
            HighAction: { EventAction: "BLOCK", Notify: false },
          },
        },
      },
      {},
    ];
    for (const named of [{ UserPoolId }, { UserPoolId, ClientId: UserPoolClient?.ClientId }]) {
      for (const configured of histories) {
        await sdk().setRiskConfiguration({ ...named, ...configured });
        const { RiskConfiguration = {} } = await sdk().describeRiskConfiguration(named);
        expect(differences(configured, ownerless(RiskConfiguration), [])).toEqual([]);
      }
    }
  });

  it("keeps how it has the classic pages look, and finds nothing after it took that away", async () => {
    const UserPoolId = await newPool();
    await sdk().createUserPoolDomain({ UserPoolId, Domain: `look-${UserPoolId.slice(-9).toLowerCase()}` });
    const named = { UserPoolId, ClientId: "ALL" };
    const read = async () => (await sdk().getUICustomization(named)).UICustomization;
    const CSS = ".label-customizable {font-weight: 400;}";
    await sdk().setUICustomization({ ...named, CSS });
    expect(await read()).toMatchObject({
      ...named,
      CSS,
      CSSVersion: expect.any(String),
      CreationDate: expect.any(Date),
    });
    await sdk().setUICustomization(named);
    expect((await read())?.CSS).toBeUndefined();
  });

  it.each([
    [
      "Google",
      google,
      [
        "attributes_url",
        "attributes_url_add_attributes",
        "authorize_url",
        "oidc_issuer",
        "token_request_method",
        "token_url",
      ],
    ],
    ["OIDC", oidc("Corp"), ["attributes_url_add_attributes"]],
    [
      "SAML",
      {
        ...{ ProviderName: "Saml", ProviderType: "SAML", IdpIdentifiers: ["example.com"] },
        ProviderDetails: {
          MetadataFile: samlMetadata,
          SSORedirectBindingURI: "https://idp.example.com/sso",
          SLORedirectBindingURI: "https://idp.example.com/slo",
        },
        AttributeMapping: { email: "mail" },
      },
      ["ActiveEncryptionCertificate"],
    ],
  ] as const)("keeps what it configures of a provider of type %s", async (_, provider, known) => {
    const UserPoolId = await newPool();
    const computed = ["AttributeMapping", ...known.map((name) => `ProviderDetails.${name}`)];
    const named = { UserPoolId, ProviderName: provider.ProviderName };
    const read = async () => {
      const { IdentityProvider } = await sdk().describeIdentityProvider(named);
      const { CreationDate: _, LastModifiedDate: __, ...read } = IdentityProvider ?? {};
      return read;
    };
    const configured = { UserPoolId, ...provider } as CreateIdentityProviderCommandInput;
    await sdk().createIdentityProvider(configured);
    const before = await read();
    expect(differences(configured, before, computed)).toEqual([]);
    const { ActiveEncryptionCertificate: ___, ...ProviderDetails } = before.ProviderDetails ?? {};
    await sdk().updateIdentityProvider({ ...named, ProviderDetails });
    expect(differences(configured, await read(), computed)).toEqual([]);
    await sdk().updateIdentityProvider({ ...named, AttributeMapping: { ...before.AttributeMapping, email: "email" } });
    expect(await read()).toEqual({ ...before, AttributeMapping: { ...before.AttributeMapping, email: "email" } });
    expect((await read()).IdpIdentifiers ?? []).toEqual(configured.IdpIdentifiers ?? []);
  });

  it("changes of a user the attributes that changed, deletes those that went, and reads back the rest", async () => {
    const { UserPool } = await sdk().createUserPool({
      ...{ PoolName: "people", UsernameAttributes: ["email"] },
      Schema: [{ Name: "role", AttributeDataType: "String" }],
    });
    const named = { UserPoolId: UserPool?.Id, Username: "ada@example.com" };
    const listed = (attributes: object) => Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const read = async () => {
      const { UserAttributes = [], UserStatus, Enabled } = await sdk().adminGetUser(named);
      const { sub, ...attributes } = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
      return { sub, attributes, UserStatus, Enabled };
    };
    const attributes = { email: "ada@example.com", email_verified: "true", "custom:role": "first" };
    await sdk().adminCreateUser({ ...named, UserAttributes: listed(attributes), MessageAction: "SUPPRESS" });
    await sdk().adminDisableUser(named);
    await sdk().adminSetUserPassword({ ...named, Password: "Passw0rd!", Permanent: true });
    expect(await read()).toEqual({ sub: expect.any(String), attributes, UserStatus: "CONFIRMED", Enabled: false });
    await sdk().adminUpdateUserAttributes({ ...named, UserAttributes: listed({ name: "Ada" }) });
    await sdk().adminDeleteUserAttributes({ ...named, UserAttributeNames: ["custom:role"] });
    const { "custom:role": _, ...others } = attributes;
    expect(await read()).toMatchObject({ attributes: { ...others, name: "Ada" } });
    await sdk().adminDeleteUser(named);
    await expect(sdk().adminGetUser(named)).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it("reads a style without Cognito's settings, and finds the client that has it", async () => {
    const UserPoolId = await newPool();
    const newClient = async (ClientName: string) => {
      const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName });
      return { UserPoolId, ClientId: UserPoolClient?.ClientId };
    };
    const [plain, styled] = [await newClient("plain"), await newClient("styled")];
    const { ManagedLoginBranding: made } = await sdk().createManagedLoginBranding({
      ...styled,
      UseCognitoProvidedValues: true,
    });
    const named = { UserPoolId, ManagedLoginBrandingId: made?.ManagedLoginBrandingId };
    const read = async () => (await sdk().describeManagedLoginBranding(named)).ManagedLoginBranding;
    expect((await read())?.Settings).toBeUndefined();
    const Settings = { categories: { global: { colorSchemeMode: "LIGHT" } } };
    await sdk().updateManagedLoginBranding({ ...named, UseCognitoProvidedValues: false, Settings });
    expect(await read()).toMatchObject({ UseCognitoProvidedValues: false, Settings });
    await expect(sdk().describeManagedLoginBrandingByClient(plain)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    const { ManagedLoginBranding: found } = await sdk().describeManagedLoginBrandingByClient(styled);
    expect(found?.ManagedLoginBrandingId).toBe(named.ManagedLoginBrandingId);
    await sdk().deleteManagedLoginBranding(named);
    await expect(read()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
