import type { ExplicitAuthFlowsType } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { signingIn } from "../support/mfa.ts";
import { makeClient, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, type Event, envelope, type Handlers, workbench } from "./workbench.ts";

const apiScope = "aws.cognito.signin.user.admin";
// The SDK's type does not know it yet; its documentation of GetClientToken does.
const forItself = "ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType;
const noGroups = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };
const role = "arn:aws:iam::123456789012:role/staff";

describe.each(databases)("PreTokenGeneration, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  /** Signs anna in, and gives what her tokens say. */
  async function tokensWith(handlers: Handlers) {
    const app = await triggerApp(service.current, handlers);
    const people = peopleOf(service.current, app);
    await people.make("anna", { email: "anna@example.com", email_verified: "true", name: "Anna" });
    const { UserPoolId } = app;
    await people.cognito.createGroup({ UserPoolId, GroupName: "staff", RoleArn: role, Precedence: 1 });
    await people.cognito.createGroup({ UserPoolId, GroupName: "readers" });
    for (const GroupName of ["staff", "readers"]) {
      await people.cognito.adminAddUserToGroup({ UserPoolId, Username: "anna", GroupName });
    }
    const { IdToken, AccessToken, RefreshToken } = await people.signIn("anna");
    return { app, people, id: decodeJwt(IdToken), access: decodeJwt(AccessToken), RefreshToken, AccessToken };
  }

  it("is told of the user, their groups and, from its second version on, the scopes", async () => {
    const groupConfiguration = {
      groupsToOverride: ["staff", "readers"],
      iamRolesToOverride: [role],
      preferredRole: role,
    };
    for (const [tokenVersion, version, more, response] of [
      ["V1_0", "1", {}, { claimsOverrideDetails: null }],
      ["V2_0", "2", { scopes: [apiScope] }, { claimsAndScopeOverrideDetails: null }],
      ["V3_0", "3", { scopes: [apiScope] }, { claimsAndScopeOverrideDetails: null }],
    ] as const) {
      const { app, id } = await tokensWith({ PreTokenGeneration: agree, tokenVersion });
      const userAttributes = {
        sub: id.sub,
        "cognito:user_status": "CONFIRMED",
        email: "anna@example.com",
        email_verified: "true",
        name: "Anna",
      };
      expect(app.events).toEqual([
        {
          ...envelope(app, "TokenGeneration_Authentication", "anna"),
          version,
          request: { userAttributes, groupConfiguration, ...more },
          response,
        },
      ]);
    }
  });

  it("changes nothing when it only agrees", async () => {
    const { id, access } = await tokensWith({ PreTokenGeneration: agree });
    expect(id).toMatchObject({ name: "Anna", "cognito:groups": ["staff", "readers"], "cognito:roles": [role] });
    expect(access).toMatchObject({ "cognito:groups": ["staff", "readers"], scope: apiScope });
  });

  it("adds, overrides and suppresses claims of the ID token in its first version, and groups in both", async () => {
    const { id, access } = await tokensWith({
      PreTokenGeneration: answering({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { tenant: "nine", name: "Someone", both: "added" },
          claimsToSuppress: ["email", "both"],
          groupOverrideDetails: { groupsToOverride: ["guests"], iamRolesToOverride: [], preferredRole: null },
        },
      }),
    });
    expect(id).toMatchObject({ tenant: "nine", name: "Someone", "cognito:groups": ["guests"] });
    for (const gone of ["email", "both", "cognito:roles", "cognito:preferred_role"])
      expect(id).not.toHaveProperty(gone);
    expect(access).toMatchObject({ "cognito:groups": ["guests"] });
    expect(access).not.toHaveProperty("tenant");
  });

  it.each([
    ["is null", null],
    ["is empty", {}],
  ])("takes groups away when their override %s", async (_how, groupOverrideDetails) => {
    const changes = { claimsOverrideDetails: { groupOverrideDetails } };
    const { id, access } = await tokensWith({ PreTokenGeneration: answering(changes) });
    for (const token of [id, access]) expect(token).not.toHaveProperty("cognito:groups");
  });

  it("changes both tokens and their scopes from its second version on, with values of any kind", async () => {
    const { id, access, AccessToken, people } = await tokensWith({
      tokenVersion: "V2_0",
      PreTokenGeneration: answering({
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: {
            claimsToAddOrOverride: { plan: { seats: 3 }, family_name: "Huber" },
            claimsToSuppress: ["name"],
          },
          accessTokenGeneration: {
            claimsToAddOrOverride: { rights: ["read", 7, true], limit: 5 },
            claimsToSuppress: ["cognito:groups"],
            scopesToAdd: ["shop/read", "not one"],
            scopesToSuppress: [apiScope],
          },
          groupOverrideDetails: { groupsToOverride: ["guests"], iamRolesToOverride: [role], preferredRole: role },
        },
      }),
    });
    expect(id).toMatchObject({
      ...{ plan: { seats: 3 }, family_name: "Huber", "cognito:groups": ["guests"] },
      ...{ "cognito:roles": [role], "cognito:preferred_role": role },
    });
    expect(id).not.toHaveProperty("name");
    expect(access).toMatchObject({ rights: ["read", 7, true], limit: 5, scope: "shop/read" });
    expect(access).not.toHaveProperty("cognito:groups");
    await expect(people.cognito.getUser({ AccessToken })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token does not have required scopes",
    });
  });

  it("cannot change what Cognito vouches for", async () => {
    const claimsToAddOrOverride = Object.fromEntries(
      ["sub", "iss", "exp", "iat", "auth_time", "jti", "origin_jti", "event_id", "token_use", "client_id", "username"]
        .concat(["cognito:username", "identities", "version", "acr", "amr", "nonce", "scope", "aud", "dev:secret"])
        .map((name) => [name, "forged"]),
    );
    const change = { claimsToAddOrOverride, claimsToSuppress: ["sub", "exp", "iss", "token_use", "cognito:username"] };
    const { id, access, app } = await tokensWith({
      tokenVersion: "V2_0",
      PreTokenGeneration: answering({
        claimsAndScopeOverrideDetails: { idTokenGeneration: change, accessTokenGeneration: change },
      }),
    });
    for (const token of [id, access]) expect(Object.values(token)).not.toContain("forged");
    expect(id).toMatchObject({
      aud: app.ClientId,
      token_use: "id",
      "cognito:username": "anna",
      sub: expect.any(String),
    });
    expect(access).toMatchObject({ client_id: app.ClientId, token_use: "access", exp: expect.any(Number) });
    expect(access).not.toHaveProperty("aud");
  });

  it("gives an access token the client as its audience, and an ID token no list for an address", async () => {
    const { id, access, app } = await tokensWith({
      tokenVersion: "V2_0",
      PreTokenGeneration: (event: Event & { callerContext?: { clientId: string } }) => ({
        ...event,
        response: {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToAddOrOverride: { address: ["Graz"], email_verified: { not: "so" } } },
            accessTokenGeneration: { claimsToAddOrOverride: { aud: event.callerContext?.clientId } },
          },
        },
      }),
    });
    expect(access.aud).toBe(app.ClientId);
    expect(id).not.toHaveProperty("address");
    expect(id.email_verified).toBe(true);
  });

  it.each([
    ["of another kind", { claimsOverrideDetails: { claimsToAddOrOverride: { seats: 3 } } }],
    ["in a list", { claimsOverrideDetails: { claimsToAddOrOverride: { seats: ["3"] } } }],
  ])("takes no claim %s in its first version, and gives no tokens", async (_how, response) => {
    await expect(tokensWith({ PreTokenGeneration: answering(response) })).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "Unrecognizable lambda output",
    });
  });

  it("takes no more than 5,000 changes", async () => {
    const changes = (count: number) => ({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { scopesToSuppress: Array.from({ length: count }, (_, index) => `scope/${index}`) },
      },
    });
    const signInWith = (count: number) =>
      tokensWith({ tokenVersion: "V2_0", PreTokenGeneration: answering(changes(count)) });
    await signInWith(5_000);
    await expect(signInWith(5_001)).rejects.toMatchObject({ name: "InvalidLambdaResponseException" });
  });

  it("is asked again at each refresh, with the metadata of GetTokensFromRefreshToken", async () => {
    let run = 0;
    const { app, people, RefreshToken } = await tokensWith({
      PreTokenGeneration: (event) =>
        answering({ claimsOverrideDetails: { claimsToAddOrOverride: { run: String(++run) } } })(event),
    });
    const { cognito, ClientId } = people;
    const refreshed = await cognito.initiateAuth({
      ...{ ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", ClientMetadata: { shop: "nine" } },
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    const renewed = await cognito.getTokensFromRefreshToken({
      ClientId,
      RefreshToken,
      ClientMetadata: { shop: "ten" },
    });
    expect(decodeJwt(refreshed.AuthenticationResult?.IdToken ?? "")).toMatchObject({ run: "2" });
    expect(decodeJwt(renewed.AuthenticationResult?.IdToken ?? "")).toMatchObject({ run: "3" });
    const refreshes = app.events.slice(1);
    expect(refreshes.map(({ triggerSource }) => triggerSource)).toEqual(Array(2).fill("TokenGeneration_RefreshTokens"));
    expect(refreshes[0]?.request).not.toHaveProperty("clientMetadata");
    expect(refreshes[1]?.request).toMatchObject({ clientMetadata: { shop: "ten" } });
  });

  it("is told of tokens after a new password, with the metadata of the answer", async () => {
    const app = await triggerApp(service.current, { PreTokenGeneration: agree });
    const people = signingIn(service.current, app);
    await people.invite("bert", { TemporaryPassword: password });
    const { Session } = await people.withPassword("bert");
    await people.cognito.respondToAuthChallenge({
      ...{ ClientId: app.ClientId, ChallengeName: "NEW_PASSWORD_REQUIRED", Session },
      ChallengeResponses: { USERNAME: "bert", NEW_PASSWORD: "An0ther!1" },
      ClientMetadata: { shop: "nine" },
    });
    const { sub } = await people.attributesOf("bert");
    expect(app.events).toEqual([
      {
        ...envelope(app, "TokenGeneration_NewPasswordChallenge", "bert"),
        request: {
          userAttributes: { sub, "cognito:user_status": "CONFIRMED" },
          groupConfiguration: noGroups,
          clientMetadata: { shop: "nine" },
        },
        response: { claimsOverrideDetails: null },
      },
    ]);
  });

  it("leaves somebody without tokens when it fails", async () => {
    const PreTokenGeneration = () => {
      throw new Error("No seat left");
    };
    await expect(tokensWith({ PreTokenGeneration })).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PreTokenGeneration failed with error No seat left.",
    });
  });

  it("is asked of a machine's token in its third version alone", async () => {
    const changes = {
      accessTokenGeneration: { claimsToAddOrOverride: { department: "till" }, scopesToAdd: ["shop/extra"] },
    };
    for (const tokenVersion of ["V2_0", "V3_0"] as const) {
      const PreTokenGeneration = answering({ claimsAndScopeOverrideDetails: changes });
      const app = await triggerApp(service.current, { PreTokenGeneration, tokenVersion });
      const { UserPoolId } = app;
      const cognito = service.current.sdk();
      const Scopes = [{ ScopeName: "read", ScopeDescription: "Read" }];
      await cognito.createResourceServer({ UserPoolId, Identifier: "shop", Name: "Shop", Scopes });
      const ClientId = await makeClient(service.current, UserPoolId, {
        ...{ GenerateSecret: true, ExplicitAuthFlows: [forItself] },
        ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
        AllowedOAuthScopes: ["shop/read"],
      });
      const { UserPoolClient } = await cognito.describeUserPoolClient({ UserPoolId, ClientId });
      const { ClientAuthenticationResult } = await cognito.getClientToken({
        ...{ ClientId, Secret: UserPoolClient?.ClientSecret, Scopes: ["shop/read"] },
        ClientMetadata: { till: "nine" },
      });
      const token = decodeJwt(ClientAuthenticationResult?.AccessToken ?? "");
      if (tokenVersion === "V2_0") {
        expect(app.events).toEqual([]);
        expect(token).toMatchObject({ scope: "shop/read" });
        expect(token).not.toHaveProperty("department");
        continue;
      }
      expect(token).toMatchObject({ department: "till", scope: "shop/read shop/extra", sub: ClientId });
      expect(app.events).toEqual([
        {
          ...envelope({ ...app, ClientId }, "TokenGeneration_ClientCredentials", ClientId),
          version: "3",
          request: {
            userAttributes: {},
            groupConfiguration: noGroups,
            scopes: ["shop/read"],
            clientMetadata: { till: "nine" },
          },
          response: { claimsAndScopeOverrideDetails: null },
        },
      ]);
    }
  });
});
