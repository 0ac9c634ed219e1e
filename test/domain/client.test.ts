import type { CreateUserPoolClientRequest, UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { changeClient } from "../../src/domain/client/change-client.ts";
import { type Client, validity } from "../../src/domain/client/client.ts";
import { describeClient } from "../../src/domain/client/describe-client.ts";
import { newClient } from "../../src/domain/client/new-client.ts";
import { refusal } from "../aws-json/refusal.ts";
import { makePool, now, services } from "./makers.ts";

type Input = Partial<CreateUserPoolClientRequest>;

const pool = { ...(await makePool()), id: "us-east-1_Example01" };
const requiringPool = await makePool({
  Schema: [
    { Name: "email", Required: true },
    { Name: "tenant", AttributeDataType: "String" },
  ],
});
/** A pool without resource servers. */
const offers = { providers: [], scopes: new Set<string>(), localUrls: "refused" as const };
const litePool = await makePool({ UserPoolTier: "LITE" });

const makeClient = (input: Input = {}, ofPool = pool): Client =>
  newClient(services, ofPool, { input: { ClientName: "app", ...input }, offers });

const arn = (resource: string) => `arn:aws:mobiletargeting:us-east-1:123456789012:${resource}`;
const code = {
  ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid"] },
  CallbackURLs: ["https://app.example.com/back"],
} satisfies Input;

// As recorded at AWS for a client of which nothing but the name was given.
const defaults: UserPoolClientType = {
  UserPoolId: pool.id,
  ClientName: "app",
  ClientId: "app1",
  LastModifiedDate: now,
  CreationDate: now,
  RefreshTokenValidity: 30,
  TokenValidityUnits: {},
  AllowedOAuthFlowsUserPoolClient: false,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
  ClientType: "REGULAR",
};

describe("A new client", () => {
  it("is described with every default filled in", () => {
    expect(describeClient(newClient(services, pool, { id: "app1", input: { ClientName: "app" }, offers }))).toEqual(
      defaults,
    );
  });

  it("has an id of 26 letters and digits and, unless asked for, no secret", () => {
    const client = makeClient();
    expect(client.id).toMatch(/^[a-z0-9]{26}$/);
    expect(client.secrets).toEqual([]);
  });

  it("is given a secret that nobody can guess", () => {
    const [one, other] = [makeClient({ GenerateSecret: true }), makeClient({ GenerateSecret: true })];
    expect(describeClient(one).ClientSecret).toMatch(/^[a-z0-9]{51,52}$/);
    expect(describeClient(one).ClientSecret).not.toBe(describeClient(other).ClientSecret);
    expect(one.secrets).toMatchObject([{ id: `${one.id}--${now.getTime()}`, createdAt: now }]);
  });

  it("may bring its own secret", () => {
    const ClientSecret = "a_secret_of_the_callers_own";
    expect(describeClient(makeClient({ ClientSecret })).ClientSecret).toBe(ClientSecret);
  });

  it.each<[string, Input]>([
    ["absent", { TokenValidityUnits: { RefreshToken: "minutes" } }],
    ["0", { RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: "minutes" } }],
  ])("has refresh tokens of 30 days, whatever the unit, where their validity is %s", (_what, input) => {
    const client = makeClient(input);
    expect(validity(client).refresh).toBe(30 * 86_400);
    expect(client.settings).toMatchObject({ RefreshTokenValidity: 30, TokenValidityUnits: { RefreshToken: "days" } });
  });

  it("that rotates its refresh tokens has no grace period unless it says so", () => {
    const { settings } = makeClient({ RefreshTokenRotation: { Feature: "ENABLED" } });
    expect(settings.RefreshTokenRotation).toEqual({ Feature: "ENABLED", RetryGracePeriodSeconds: 0 });
  });

  const conflicts: [what: string, input: Input, message: string, name?: string][] = [
    [
      "flows of both generations",
      { ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "ALLOW_USER_SRP_AUTH"] },
      "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
    ],
    [
      "refresh tokens that rotate and do not",
      { RefreshTokenRotation: { Feature: "ENABLED" }, ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] },
      "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled",
    ],
    [
      "two sources of its secret",
      { GenerateSecret: true, ClientSecret: "a_secret_of_the_callers_own" },
      "You cannot specify both GenerateSecret as true and provide a ClientSecret value.",
    ],
    [
      "OAuth without scopes",
      { ...code, AllowedOAuthScopes: [] },
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
      "InvalidOAuthFlowException",
    ],
    [
      "OAuth without flows",
      { ...code, AllowedOAuthFlows: undefined },
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
      "InvalidOAuthFlowException",
    ],
    [
      "client credentials but no secret",
      { AllowedOAuthFlows: ["client_credentials"] },
      "client_credentials flow can not be selected if client does not have a client secret.",
      "InvalidOAuthFlowException",
    ],
    [
      "client credentials beside a person's sign-in",
      { ...code, GenerateSecret: true, AllowedOAuthFlows: ["implicit", "client_credentials"] },
      "client_credentials flow can not be selected along with code flow or implicit flow.",
      "InvalidOAuthFlowException",
    ],
    [
      "a code flow that leads nowhere",
      { ...code, CallbackURLs: [] },
      "CallbackUrls can not be empty when code flow or implicit flow is selected",
      "InvalidOAuthFlowException",
    ],
    [
      "a scope that nobody has defined",
      { ...code, AllowedOAuthScopes: ["openid", "books/read"] },
      "Invalid scope requested: books/read",
      "ScopeDoesNotExistException",
    ],
    [
      "an identity provider that the pool does not have",
      { SupportedIdentityProviders: ["COGNITO", "Google"] },
      "The provider Google does not exist for User Pool us-east-1_Example01.",
    ],
    ...["http://app.example.com/back", "HTTP://localhost.example.com", "http://localhost@example.com"].map(
      (url): [string, Input, string] => [
        `the callback URL ${url}`,
        { CallbackURLs: ["https://app.example.com", url] },
        `${url} cannot use the HTTP protocol.`,
      ],
    ),
    [
      "a logout URL without TLS",
      { LogoutURLs: ["http://app.example.com"] },
      "http://app.example.com cannot use the HTTP protocol.",
    ],
    [
      "a callback URL with a fragment",
      { CallbackURLs: ["https://app.example.com/#back"] },
      "https://app.example.com/#back cannot use fragment",
    ],
    [
      "a default redirect URI that is not listed",
      { ...code, DefaultRedirectURI: "https://other.example.com" },
      "The default redirect URI https://other.example.com is not in the callback URIs list.",
    ],
    ...(
      [
        { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" } },
        { IdTokenValidity: 25 },
        { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: "minutes" } },
        { RefreshTokenValidity: 3651 },
      ] satisfies Input[]
    ).map((input): [string, Input, string] => [
      `the validity ${JSON.stringify(input)}`,
      input,
      "Invalid range for token validity.",
    ]),
    [
      "ID tokens that outlive the refresh token",
      { IdTokenValidity: 3, RefreshTokenValidity: 2, TokenValidityUnits: { RefreshToken: "hours" } },
      "Access and Id Token expiration times must be less than or equal to refresh token expiration times.",
    ],
    [
      "an attribute to read that the pool does not have",
      { ReadAttributes: ["email", "custom:tenant"] },
      "Invalid read attributes specified while creating a client",
    ],
    ...["custom:tenant", "sub", "email_verified", "phone_number_verified"].map((name): [string, Input, string] => [
      `${name} to write`,
      { WriteAttributes: ["email", name] },
      "Invalid write attributes specified while creating a client",
    ]),
    ...(
      [
        {},
        { ApplicationId: "abc", RoleArn: arn("role") },
        { ApplicationArn: arn("apps/1"), ApplicationId: "abc" },
      ] satisfies Input["AnalyticsConfiguration"][]
    ).map((AnalyticsConfiguration): [string, Input, string] => [
      `the analytics ${JSON.stringify(AnalyticsConfiguration)}`,
      { AnalyticsConfiguration },
      "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid",
    ]),
  ];
  it.each(conflicts)("is refused with %s", (_what, input, message, name = "InvalidParameterException") => {
    expect(refusal(() => makeClient(input))).toMatchObject({ name, message });
  });

  it.each<[string, Input]>([
    ["legacy flows", { ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"] }],
    [
      "client credentials and a secret",
      {
        ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
        ...{ AllowedOAuthScopes: ["aws.cognito.signin.user.admin"], GenerateSecret: true },
      },
    ],
    [
      "callback URLs on the developer's machine and into an app",
      {
        ...code,
        CallbackURLs: ["http://localhost:3000", "http://127.0.0.1/back", "http://[::1]:8080", "myapp://back"],
        DefaultRedirectURI: "myapp://back",
      },
    ],
    [
      "tokens that live as long as the refresh token",
      { AccessTokenValidity: 2, RefreshTokenValidity: 2, TokenValidityUnits: { RefreshToken: "hours" } },
    ],
    ["the attributes that it may read", { ReadAttributes: ["sub", "email", "email_verified"] }],
    ["a project for its analytics", { AnalyticsConfiguration: { ApplicationArn: arn("apps/1") } }],
  ])("may have %s", (_what, { GenerateSecret, ...input }) => {
    expect(makeClient({ GenerateSecret, ...input }).settings).toMatchObject(input);
  });

  it("that names what it may write names all that the pool requires", () => {
    expect(refusal(() => makeClient({ WriteAttributes: ["custom:tenant"] }, requiringPool))).toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid write attributes specified while creating a client",
    });
    const WriteAttributes = ["custom:tenant", "email"];
    expect(makeClient({ WriteAttributes }, requiringPool).settings.WriteAttributes).toEqual(WriteAttributes);
  });

  it.each<[string, Input, string]>([
    ["rotation", { RefreshTokenRotation: { Feature: "ENABLED" } }, "Refresh Token Rotation"],
    ["a choice of first factors", { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] }, "Passwordless Sign-In"],
  ])("of a LITE pool cannot have %s", (_what, input, feature) => {
    expect(refusal(() => makeClient(input, litePool))).toMatchObject({
      name: "FeatureUnavailableInTierException",
      message: `The following feature is not available for the LITE pricing tier configured: ${feature}`,
    });
  });
});

describe("A changed client", () => {
  it("has every setting that the change does not mention at its default", () => {
    const client = newClient(services, pool, {
      ...{ id: "app1", offers },
      input: {
        ...{ ClientName: "app", ...code, EnableTokenRevocation: false, AuthSessionValidity: 5 },
        ...{ ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"], AccessTokenValidity: 2 },
        ...{ PreventUserExistenceErrors: "ENABLED", ReadAttributes: ["email"] },
      },
    });
    expect(describeClient(changeClient(services, pool, client, { input: {}, offers }))).toEqual(defaults);
  });

  it("takes a new name and keeps its secret", () => {
    const client = makeClient({ GenerateSecret: true });
    const changed = changeClient(services, pool, client, { input: { ClientName: "web" }, offers });
    expect(changed.settings.ClientName).toBe("web");
    expect(changed.secrets).toEqual(client.secrets);
  });

  it("is held to the same rules as a new one, with the secret that it has", () => {
    const credentials: Input = { AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: ["openid"] };
    expect(refusal(() => changeClient(services, pool, makeClient(), { input: credentials, offers })).message).toBe(
      "client_credentials flow can not be selected if client does not have a client secret.",
    );
    const confidential = makeClient({ GenerateSecret: true });
    expect(changeClient(services, pool, confidential, { input: credentials, offers }).settings).toMatchObject(
      credentials,
    );
  });
});
