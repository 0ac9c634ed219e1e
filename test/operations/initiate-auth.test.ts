import type { AuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { everyFlow, makeApp, makeClient, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe.each(databases)("InitiateAuth and AdminInitiateAuth, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const asBackend = (AuthFlow: AuthFlowType, AuthParameters: Record<string, string>, ClientId = people().ClientId) =>
    people().cognito.adminInitiateAuth({ UserPoolId: people().UserPoolId, ClientId, AuthFlow, AuthParameters });

  it("give tokens for a right password, and no challenge", async () => {
    const { AuthenticationResult, ChallengeName, ChallengeParameters, Session } = await people().withPassword("alice");
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
    expect(AuthenticationResult?.RefreshToken?.split(".")).toHaveLength(5);
    expect({ ChallengeName, ChallengeParameters, Session }).toEqual({ ChallengeParameters: {} });
  });

  it.each(["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"] as const)(
    "lets a backend use %s",
    async (AuthFlow) => {
      const { AuthenticationResult } = await asBackend(AuthFlow, { USERNAME: "alice", PASSWORD: password });
      expect(AuthenticationResult?.AccessToken).toBeDefined();
    },
  );

  it.each(["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] as const)("keeps %s from apps", async (AuthFlow) => {
    const call = people().initiate(AuthFlow, { USERNAME: "alice", PASSWORD: password });
    await expect(call).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Initiate Auth method not supported.",
    });
  });

  it.each([
    ["USER_PASSWORD_AUTH", { PASSWORD: "x" }, "USERNAME"],
    ["USER_PASSWORD_AUTH", { USERNAME: "alice" }, "PASSWORD"],
    ["USER_SRP_AUTH", { SRP_A: "abc" }, "USERNAME"],
    ["USER_SRP_AUTH", { USERNAME: "alice" }, "SRP_A"],
    ["REFRESH_TOKEN_AUTH", {}, "REFRESH_TOKEN"],
    ["REFRESH_TOKEN", {}, "REFRESH_TOKEN"],
  ] as const)("%s with %j lacks %s", async (flow, parameters, missing) => {
    await expect(people().initiate(flow, parameters)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: `Missing required parameter ${missing}`,
    });
  });

  it("refuse flows that the client does not allow, each in its own words", async () => {
    const app = {
      ...people(),
      ClientId: await makeClient(service.current, people().UserPoolId, {
        ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"],
      }),
    };
    const { initiate } = peopleOf(service.current, app);
    const USERNAME = "alice";
    const texts = {
      USER_PASSWORD_AUTH: "USER_PASSWORD_AUTH flow not enabled for this client",
      USER_SRP_AUTH: "USER_SRP_AUTH is not enabled for the client.",
    } as const;
    for (const [flow, message] of Object.entries(texts)) {
      const call = initiate(flow as AuthFlowType, { USERNAME, PASSWORD: password, SRP_A: "abc" });
      await expect(call).rejects.toMatchObject({ name: "InvalidParameterException", message });
    }
    for (const flow of ["ADMIN_USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH"] as const) {
      const call = asBackend(flow, { USERNAME, PASSWORD: password, SRP_A: "abc", REFRESH_TOKEN: "x" }, app.ClientId);
      await expect(call).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Auth flow not enabled for this client",
      });
    }
  });

  it("know the legacy names of flows, and the flows of a client that lists none", async () => {
    const { UserPoolId } = people();
    const legacy = await makeClient(service.current, UserPoolId, { ExplicitAuthFlows: ["USER_PASSWORD_AUTH"] });
    const old = peopleOf(service.current, { UserPoolId, ClientId: legacy });
    const { RefreshToken } = await old.signIn("alice");
    expect(
      (await old.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).AuthenticationResult,
    ).toBeDefined();
    const srp = { USERNAME: "alice", SRP_A: "abc" };
    expect((await old.initiate("USER_SRP_AUTH", srp)).ChallengeName).toBe("PASSWORD_VERIFIER");
    const customOnly = await makeClient(service.current, UserPoolId, { ExplicitAuthFlows: ["CUSTOM_AUTH_FLOW_ONLY"] });
    const refused = peopleOf(service.current, { UserPoolId, ClientId: customOnly }).initiate("USER_SRP_AUTH", srp);
    await expect(refused).rejects.toMatchObject({ message: "USER_SRP_AUTH is not enabled for the client." });

    const bare = await makeClient(service.current, UserPoolId, { ExplicitAuthFlows: undefined });
    const plain = peopleOf(service.current, { UserPoolId, ClientId: bare });
    const begun = await plain.initiate("USER_SRP_AUTH", { USERNAME: "alice", SRP_A: "abc" });
    expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
    await expect(plain.withPassword("alice")).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("refuse a wrong password", async () => {
    await expect(people().withPassword("alice", "Wr0ng-one")).rejects.toMatchObject(wrong);
    await expect(
      asBackend("ADMIN_USER_PASSWORD_AUTH", { USERNAME: "alice", PASSWORD: "Wr0ng-one" }),
    ).rejects.toMatchObject(wrong);
  });

  it("refuse somebody who has not confirmed, even with a wrong password", async () => {
    const { signUp, withPassword, initiate } = people();
    await signUp("bert");
    const unconfirmed = { name: "UserNotConfirmedException", message: "User is not confirmed." };
    await expect(withPassword("bert")).rejects.toMatchObject(unconfirmed);
    await expect(withPassword("bert", "Wr0ng-one")).rejects.toMatchObject(unconfirmed);
    await expect(initiate("USER_SRP_AUTH", { USERNAME: "bert", SRP_A: "abc" })).rejects.toMatchObject(unconfirmed);
  });

  it("refuse a client of another pool", async () => {
    const other = await makeApp(service.current);
    const call = asBackend("ADMIN_USER_PASSWORD_AUTH", { USERNAME: "alice", PASSWORD: password }, other.ClientId);
    await expect(call).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool client ${other.ClientId} does not exist.`,
    });
    await expect(peopleOf(service.current, other).withPassword("alice")).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  });
});

describe.each(databases)("Refreshing, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);

  it.each(["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"] as const)(
    "by %s gives new ID and access tokens and no refresh token, for apps and backends",
    async (AuthFlow) => {
      const { cognito, UserPoolId, ClientId, initiate, signIn } = people();
      const { RefreshToken, AccessToken } = await signIn("alice");
      const AuthParameters = { REFRESH_TOKEN: RefreshToken };
      const byApp = await initiate(AuthFlow, AuthParameters);
      const byBackend = await cognito.adminInitiateAuth({ UserPoolId, ClientId, AuthFlow, AuthParameters });
      for (const { AuthenticationResult, ChallengeParameters } of [byApp, byBackend]) {
        expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
        expect(AuthenticationResult?.RefreshToken).toBeUndefined();
        expect(AuthenticationResult?.AccessToken).not.toBe(AccessToken);
        expect(ChallengeParameters).toEqual({});
      }
    },
  );

  it("refuses what is no refresh token of this client", async () => {
    const { initiate, signIn, UserPoolId } = people();
    const { AccessToken, RefreshToken } = await signIn("alice");
    const other = peopleOf(service.current, { UserPoolId, ClientId: await makeClient(service.current, UserPoolId) });
    const refused = { name: "NotAuthorizedException", message: "Invalid Refresh Token" };
    for (const REFRESH_TOKEN of ["made-up", AccessToken, `${RefreshToken}A`]) {
      await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN })).rejects.toMatchObject(refused);
    }
    await expect(other.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject(refused);
  });

  it("is not for clients whose refresh tokens rotate", async () => {
    const { UserPoolId, signIn } = people();
    const { RefreshToken } = await signIn("alice");
    const ClientId = await makeClient(service.current, UserPoolId, {
      ExplicitAuthFlows: everyFlow?.filter((flow) => flow !== "ALLOW_REFRESH_TOKEN_AUTH"),
      RefreshTokenRotation: { Feature: "ENABLED" },
    });
    const { initiate } = peopleOf(service.current, { UserPoolId, ClientId });
    await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject({
      name: "UnsupportedOperationException",
      message: "This API does not support refresh token rotation",
    });
  });
});

describe.each(databases)("RevokeToken, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  let unrevocable: string;
  beforeAll(async () => {
    unrevocable = await makeClient(service.current, people().UserPoolId, { EnableTokenRevocation: false });
  });

  it("ends one sign-in and all that came of it, and leaves the person's others", async () => {
    const { cognito, ClientId, signIn, initiate } = people();
    const first = await signIn("alice");
    const second = await signIn("alice");
    const { AuthenticationResult } = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: first.RefreshToken });
    await cognito.revokeToken({ ClientId, Token: first.RefreshToken });
    await cognito.revokeToken({ ClientId, Token: first.RefreshToken });
    const revoked = { name: "NotAuthorizedException", message: "Access Token has been revoked" };
    for (const AccessToken of [first.AccessToken, AuthenticationResult?.AccessToken]) {
      await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(revoked);
    }
    await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: first.RefreshToken })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Refresh Token has been revoked",
    });
    await cognito.getUser({ AccessToken: second.AccessToken });
  });

  it("answers for an unknown token as for one that was revoked, and leaves another client's alone", async () => {
    const { cognito, UserPoolId, ClientId, signIn } = people();
    const { RefreshToken, AccessToken } = await signIn("alice");
    await cognito.revokeToken({ ClientId, Token: "made.up.and.never.issued" });
    await cognito.revokeToken({ ClientId: await makeClient(service.current, UserPoolId), Token: RefreshToken });
    await cognito.getUser({ AccessToken });
  });

  it("takes refresh tokens only", async () => {
    const { cognito, ClientId, signIn } = people();
    const { AccessToken, IdToken } = await signIn("alice");
    for (const Token of [AccessToken, IdToken]) {
      await expect(cognito.revokeToken({ ClientId, Token })).rejects.toMatchObject({
        name: "UnsupportedTokenTypeException",
      });
    }
  });

  it("is not for clients without revocation", async () => {
    const { cognito, UserPoolId } = people();
    const { RefreshToken } = await peopleOf(service.current, { UserPoolId, ClientId: unrevocable }).signIn("alice");
    await expect(cognito.revokeToken({ ClientId: unrevocable, Token: RefreshToken })).rejects.toMatchObject({
      name: "UnsupportedOperationException",
    });
  });

  it("asks a client with a secret for it", async () => {
    const { cognito, UserPoolId } = people();
    const { UserPoolClient } = await cognito.createUserPoolClient({
      UserPoolId,
      ClientName: "confidential",
      GenerateSecret: true,
    });
    const { ClientId = "", ClientSecret } = UserPoolClient ?? {};
    await expect(cognito.revokeToken({ ClientId, Token: "made-up" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Client ${ClientId} is configured for secret but secret was not received`,
    });
    const guess = cognito.revokeToken({ ClientId, Token: "made-up", ClientSecret: "a".repeat(51) });
    await expect(guess).rejects.toMatchObject({ name: "UnauthorizedException" });
    await cognito.revokeToken({ ClientId, Token: "made-up", ClientSecret });
  });
});
