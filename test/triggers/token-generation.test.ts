import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, type Event, envelope, type Handlers, workbench } from "./workbench.ts";

const apiScope = "aws.cognito.signin.user.admin";
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
    const andMore = { claimsAndScopeOverrideDetails: { ...changes(5_001).claimsAndScopeOverrideDetails, more: 1 } };
    await expect(tokensWith({ tokenVersion: "V2_0", PreTokenGeneration: answering(andMore) })).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
    });
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
});
