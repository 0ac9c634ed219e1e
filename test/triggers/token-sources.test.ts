import type { ExplicitAuthFlowsType } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { identityJsUser, signInBySrp } from "../support/identity-js.ts";
import { signingIn } from "../support/mfa.ts";
import { makeClient, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, envelope, workbench } from "./workbench.ts";

// The SDK's type does not know it yet; its documentation of GetClientToken does.
const forItself = "ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType;
const noGroups = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };

describe.each(databases)("The sources of PreTokenGeneration, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  it("is asked again at each refresh, with the metadata of GetTokensFromRefreshToken", async () => {
    let run = 0;
    const app = await triggerApp(service.current, {
      PreTokenGeneration: (event) =>
        answering({ claimsOverrideDetails: { claimsToAddOrOverride: { run: String(++run) } } })(event),
    });
    const people = peopleOf(service.current, app);
    const { RefreshToken } = await people.makeSignedIn("anna");
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

  it("is told of tokens after a remembered device has proven itself", async () => {
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false };
    const app = await triggerApp(service.current, { PreTokenGeneration: agree }, { DeviceConfiguration });
    await peopleOf(service.current, app).make("carla");
    const options = { endpoint: service.current.url, userPoolId: app.UserPoolId, clientId: app.ClientId };
    const user = identityJsUser(options, "carla");
    for (let signIn = 0; signIn < 2; signIn++) await signInBySrp(user, "carla", password);
    expect(app.events.map(({ triggerSource }) => triggerSource)).toEqual([
      "TokenGeneration_Authentication",
      "TokenGeneration_AuthenticateDevice",
    ]);
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
