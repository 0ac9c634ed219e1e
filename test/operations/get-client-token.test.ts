import type { ExplicitAuthFlowsType } from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { defaultApp } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

// The SDK's type does not know it yet; its documentation of GetClientToken does.
const forItself = "ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType;

describe.each(databases)("GetClientToken, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const { UserPoolId } = defaultApp;
  const cognito = () => service.current.sdk();

  async function makeClient(
    ExplicitAuthFlows: ExplicitAuthFlowsType[],
    GenerateSecret = true,
    AllowedOAuthScopes?: string[],
  ) {
    const { UserPoolClient } = await cognito().createUserPoolClient({
      ...{ UserPoolId, ClientName: "backend", ExplicitAuthFlows, GenerateSecret, AllowedOAuthScopes },
    });
    const { ClientId = "", ClientSecret: Secret = "" } = UserPoolClient ?? {};
    return { ClientId, Secret };
  }

  it("gives an app a token for itself, which verifies, and is nobody's", async () => {
    const { ClientId, Secret } = await makeClient([forItself]);
    const { ClientAuthenticationResult: result } = await cognito().getClientToken({ ClientId, Secret });
    expect(result).toEqual({ AccessToken: expect.any(String), ExpiresIn: 3600, TokenType: "Bearer" });
    const issuer = `${service.current.url}/${UserPoolId}`;
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(result?.AccessToken ?? "", keys, { issuer });
    expect(payload).toMatchObject({ sub: ClientId, client_id: ClientId, token_use: "access", version: 2 });
    expect(payload).not.toHaveProperty("username");
    await expect(cognito().getUser({ AccessToken: result?.AccessToken })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it("wants the client's own secret, the flow, and scopes that the client has", async () => {
    const { ClientId, Secret } = await makeClient([forItself]);
    await expect(cognito().getClientToken({ ClientId, Secret: "x".repeat(30) })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    await expect(cognito().getClientToken({ ClientId, Secret, Scopes: ["shop/read"] })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid scope requested: shop/read",
    });
    const other = await makeClient(["ALLOW_USER_SRP_AUTH"]);
    await expect(cognito().getClientToken(other)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Auth flow not enabled for this client",
    });
  });

  it("gives a token for the scopes that are asked for, of those that the client has", async () => {
    const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: "of stock" }));
    await cognito().createResourceServer({ UserPoolId, Identifier: "stock", Name: "stock", Scopes });
    const { ClientId, Secret } = await makeClient([forItself], true, ["stock/read", "stock/write"]);
    const scope = async (asked?: string[]) => {
      const { ClientAuthenticationResult } = await cognito().getClientToken({ ClientId, Secret, Scopes: asked });
      return decodeJwt(ClientAuthenticationResult?.AccessToken ?? "").scope;
    };
    expect(await scope(["stock/write"])).toBe("stock/write");
    expect(await scope()).toBe("stock/read stock/write");
  });

  it("is for clients that have a secret and sign nobody in", async () => {
    await expect(makeClient([forItself], false)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(makeClient([forItself, "ALLOW_USER_SRP_AUTH"])).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
