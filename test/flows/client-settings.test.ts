import type {
  CreateUserPoolClientCommandInput,
  ExplicitAuthFlowsType,
} from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { everyFlow, listOf, makeApp, password, peopleOf, secretHash } from "../support/people.ts";
import { startForAll } from "../support/start.ts";

type Settings = Omit<CreateUserPoolClientCommandInput, "UserPoolId" | "ClientName">;

/** Both ways in which a client comes to its settings; a secret it has from the first. */
const ways = { "made with them": "create", "updated to them": "update" } as const;

// What a setting does is the domain's: the stores keep all of them alike.
describe.each(Object.entries(ways))("The settings of a client that is %s", async (_what, way) => {
  const service = await startForAll("memory");
  const sdk = () => service.current.sdk();
  let UserPoolId = "";
  beforeAll(async () => {
    ({ UserPoolId } = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] }));
    await peopleOf(service.current, { UserPoolId, ClientId: "" }).make("anna", {
      email: "a@example.com",
      name: "Anna",
    });
  });

  async function clientWith({ GenerateSecret, ...settings }: Settings) {
    const client = { UserPoolId, ClientName: "app", GenerateSecret };
    const created = await sdk().createUserPoolClient({ ...client, ...(way === "create" && settings) });
    const { ClientId = "", ClientSecret = "" } = created.UserPoolClient ?? {};
    if (way === "update") await sdk().updateUserPoolClient({ UserPoolId, ClientId, ...settings });
    return { ...peopleOf(service.current, { UserPoolId, ClientId }), secret: ClientSecret };
  }
  const withEveryFlow = (settings: Settings) => clientWith({ ExplicitAuthFlows: everyFlow, ...settings });

  /** What is done in a time to come, by the pool's clock. */
  async function ahead<T>(advance: string, work: () => Promise<T>): Promise<T> {
    const query = new URLSearchParams({ userPoolId: UserPoolId });
    await service.current.control("PUT", `/clock?${query}`, { advance });
    try {
      return await work();
    } finally {
      await service.current.control("PUT", `/clock?${query}`, { reset: true });
    }
  }

  it("say how long tokens live, in their units", async () => {
    const { signIn, initiate } = await withEveryFlow({
      ...{ AccessTokenValidity: 10, IdTokenValidity: 300, RefreshTokenValidity: 2 },
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "hours" },
    });
    const { AccessToken, IdToken, RefreshToken } = await signIn("anna");
    const lives = [AccessToken, IdToken].map((token) => {
      const { exp = 0, iat = 0 } = decodeJwt(token);
      return exp - iat;
    });
    expect(lives).toEqual([600, 300]);
    const refresh = () => initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    expect((await ahead("PT1H59M", refresh)).AuthenticationResult).toBeDefined();
    await expect(ahead("PT2H1M", refresh)).rejects.toMatchObject({ message: "Refresh Token has expired" });
  });

  it("say what may be read and written", async () => {
    const { signIn, cognito } = await withEveryFlow({
      ReadAttributes: ["name"],
      WriteAttributes: ["email", "nickname"],
    });
    const { AccessToken, IdToken } = await signIn("anna");
    expect(decodeJwt(IdToken)).toMatchObject({ name: "Anna" });
    expect(decodeJwt(IdToken)).not.toHaveProperty("email");
    const write = (attributes: Record<string, string>) =>
      cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf(attributes) });
    await write({ nickname: "A" });
    await expect(write({ name: "Anne" })).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("say which ways there are to sign in", async () => {
    const { withPassword, initiate } = await clientWith({ ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
    await expect(withPassword("anna")).rejects.toMatchObject({
      message: "USER_PASSWORD_AUTH flow not enabled for this client",
    });
    const begun = await initiate("USER_SRP_AUTH", { USERNAME: "anna", SRP_A: "abc" });
    expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
  });

  it("say for which scopes the client is given tokens of its own", async () => {
    const Identifier = `stock-${way}`;
    const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: "of stock" }));
    await sdk().createResourceServer({ UserPoolId, Identifier, Name: "stock", Scopes });
    const { ClientId, secret: Secret } = await clientWith({
      ...{ GenerateSecret: true, AllowedOAuthScopes: [`${Identifier}/read`] },
      // The SDK's type does not know it yet; its documentation of GetClientToken does.
      ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as ExplicitAuthFlowsType],
    });
    const { ClientAuthenticationResult } = await sdk().getClientToken({ ClientId, Secret });
    expect(decodeJwt(ClientAuthenticationResult?.AccessToken ?? "").scope).toBe(`${Identifier}/read`);
  });

  it("hide who exists", async () => {
    const { withPassword } = await withEveryFlow({ PreventUserExistenceErrors: "ENABLED" });
    await expect(withPassword("nobody")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("do without revocation", async () => {
    const { cognito, ClientId, signIn } = await withEveryFlow({ EnableTokenRevocation: false });
    const { RefreshToken } = await signIn("anna");
    await expect(cognito.revokeToken({ ClientId, Token: RefreshToken })).rejects.toMatchObject({
      name: "UnsupportedOperationException",
    });
  });

  it("let an app tell where people are", async () => {
    await sdk().setUserPoolSessionConfiguration({
      ...{ UserPoolId, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 20 } },
    });
    const { cognito, ClientId, secret } = await withEveryFlow({
      ...{ GenerateSecret: true, EnablePropagateAdditionalUserContextData: true },
    });
    const SECRET_HASH = secretHash(secret, "anna", ClientId);
    await cognito.initiateAuth({
      ...{ ClientId, AuthFlow: "USER_PASSWORD_AUTH", UserContextData: { IpAddress: "192.0.2.7" } },
      AuthParameters: { USERNAME: "anna", PASSWORD: password, SECRET_HASH },
    });
    const { Sessions } = await cognito.adminListUserSessions({ UserPoolId, Username: "anna" });
    const session = Sessions?.find((one) => one.ClientId === ClientId);
    expect(session?.LastIPAddress).toBe("192.0.2.7");
  });

  it("say how long a challenge may wait", async () => {
    const { cognito, ClientId, invite, withPassword } = await withEveryFlow({ AuthSessionValidity: 10 });
    await invite(`guest-${way}`, { TemporaryPassword: password });
    const { Session } = await withPassword(`guest-${way}`);
    const answer = () =>
      cognito.respondToAuthChallenge({
        ...{ ClientId, Session, ChallengeName: "NEW_PASSWORD_REQUIRED" },
        ChallengeResponses: { USERNAME: `guest-${way}`, NEW_PASSWORD: "Brand-new1" },
      });
    await expect(ahead("PT10M1S", answer)).rejects.toMatchObject({
      message: "Invalid session for the user, session is expired.",
    });
    expect((await ahead("PT9M30S", answer)).AuthenticationResult).toBeDefined();
  });

  it("rotate refresh tokens, with a time of grace", async () => {
    const { cognito, ClientId, signIn } = await clientWith({
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 20 },
    });
    const { RefreshToken } = await signIn("anna");
    const exchange = () => cognito.getTokensFromRefreshToken({ ClientId, RefreshToken });
    const { AuthenticationResult } = await exchange();
    expect(AuthenticationResult?.RefreshToken).not.toBe(RefreshToken);
    expect((await ahead("PT10S", exchange)).AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(ahead("PT30S", exchange)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
  });
});
