import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { type App, makeApp, makeClient, peopleOf } from "../support/people.ts";
import { rawCall } from "../support/raw-call.ts";
import { databases, startForAll } from "../support/start.ts";

const reused = { name: "RefreshTokenReuseException", message: "Refresh token reuse detected" };
const invalid = { name: "NotAuthorizedException", message: "Invalid Refresh Token." };
const rotating = (RetryGracePeriodSeconds?: number) =>
  ({
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds },
  }) satisfies Parameters<typeof makeApp>[2];

describe.each(databases)("GetTokensFromRefreshToken, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeApp(service.current);
    await peopleOf(service.current, app).make("anna");
  });

  /** A client of the pool, and a sign-in of anna's through it. */
  async function begin(settings: Parameters<typeof makeApp>[2] = {}) {
    const ClientId = await makeClient(service.current, app.UserPoolId, settings);
    const { cognito, signIn, initiate } = peopleOf(service.current, { ...app, ClientId });
    const first = await signIn("anna");
    const exchange = async (RefreshToken: string) =>
      (await cognito.getTokensFromRefreshToken({ ClientId, RefreshToken })).AuthenticationResult ?? {};
    return { ClientId, cognito, first, exchange, initiate };
  }

  it("gives new ID and access tokens of the same sign-in, and no refresh token where the client does not rotate them", async () => {
    const { first, exchange } = await begin();
    const second = await exchange(first.RefreshToken);
    expect(second).toEqual({
      ...{ AccessToken: expect.any(String), IdToken: expect.any(String) },
      ...{ ExpiresIn: 3600, TokenType: "Bearer" },
    });
    const [before, after] = [first, second].map(({ AccessToken = "" }) => decodeJwt(AccessToken));
    for (const claim of ["origin_jti", "event_id", "auth_time", "sub"]) expect(after?.[claim]).toBe(before?.[claim]);
    expect(after?.jti).not.toBe(before?.jti);
    await exchange(first.RefreshToken);
  });

  it("gives a new refresh token where the client rotates them, and takes the former no more", async () => {
    const { first, exchange } = await begin(rotating());
    const second = await exchange(first.RefreshToken);
    expect(second.RefreshToken?.split(".")).toHaveLength(5);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    await expect(exchange(first.RefreshToken)).rejects.toMatchObject(reused);
    const third = await exchange(second.RefreshToken ?? "");
    for (const former of [first, second]) {
      await expect(exchange(former.RefreshToken ?? "")).rejects.toMatchObject(reused);
    }
    expect((await exchange(third.RefreshToken ?? "")).AccessToken).toBeDefined();
  });

  it("takes the former for the client's grace period, which begins with its first use", async () => {
    const { first, exchange } = await begin(rotating(30));
    const clock = (change: object) => service.current.control("PUT", "/clock", change);
    const second = await exchange(first.RefreshToken);
    try {
      await clock({ advance: "PT20S" });
      const again = await exchange(first.RefreshToken);
      await clock({ advance: "PT11S" });
      await expect(exchange(first.RefreshToken)).rejects.toMatchObject(reused);
      for (const { RefreshToken = "" } of [second, again]) {
        expect((await exchange(RefreshToken)).RefreshToken).toBeDefined();
      }
    } finally {
      await clock({ reset: true });
    }
  });

  it("of 20 equal calls at once answers one, without a grace period", async () => {
    const { first, exchange } = await begin(rotating());
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => exchange(first.RefreshToken)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject(reused);
  });

  it("is the activity of the one call that got through, of 20 that showed the token at once", async () => {
    const app = await makeApp(service.current, {}, rotating());
    const { UserPoolId, ClientId } = app;
    const { cognito, makeSignedIn } = peopleOf(service.current, app);
    await cognito.setUserPoolSessionConfiguration({
      UserPoolId,
      UserSessionTracking: "ENABLED",
      TokenSession: { MaxPerUser: 20 },
    });
    const { RefreshToken } = await makeSignedIn("anna");
    const exchangeFrom = (caller: number) =>
      rawCall(
        service.current.url,
        "GetTokensFromRefreshToken",
        { ClientId, RefreshToken },
        { "user-agent": `Shop${caller}/1.0` },
      );
    const answers = await Promise.all(Array.from({ length: 20 }, (_, caller) => exchangeFrom(caller)));
    const answered = answers.flatMap(({ status }, caller) => (status === 200 ? [`Shop${caller} 1`] : []));
    expect(answered).toHaveLength(1);
    const { Sessions = [] } = await cognito.adminListUserSessions({ UserPoolId, Username: "anna" });
    expect(Sessions.map(({ DeviceType }) => DeviceType)).toEqual(answered);
  });

  it("ends when the first token would have, however often it was replaced", async () => {
    const TokenValidityUnits = { RefreshToken: "minutes", AccessToken: "minutes", IdToken: "minutes" } as const;
    const { first, exchange } = await begin({
      ...rotating(),
      ...{ RefreshTokenValidity: 60, AccessTokenValidity: 5, IdTokenValidity: 5, TokenValidityUnits },
    });
    const clock = (change: object) => service.current.control("PUT", "/clock", change);
    try {
      await clock({ advance: "PT59M" });
      const second = await exchange(first.RefreshToken);
      await clock({ advance: "PT2M" });
      await expect(exchange(second.RefreshToken ?? "")).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Refresh Token has expired",
      });
    } finally {
      await clock({ reset: true });
    }
  });

  it("is no more possible once any token of the sign-in was revoked, or the person signed out", async () => {
    const { first, exchange, cognito, ClientId } = await begin(rotating());
    const second = await exchange(first.RefreshToken);
    await cognito.revokeToken({ ClientId, Token: first.RefreshToken });
    const revoked = { name: "NotAuthorizedException", message: "Refresh Token has been revoked" };
    await expect(exchange(second.RefreshToken ?? "")).rejects.toMatchObject(revoked);
    await expect(cognito.getUser({ AccessToken: second.AccessToken })).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
    const other = await begin(rotating());
    const rotated = await other.exchange(other.first.RefreshToken);
    await cognito.globalSignOut({ AccessToken: rotated.AccessToken });
    await expect(other.exchange(rotated.RefreshToken ?? "")).rejects.toMatchObject(revoked);
  });

  it("is the only way where the client rotates: REFRESH_TOKEN_AUTH is not supported then", async () => {
    const { first, initiate } = await begin(rotating());
    await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: first.RefreshToken })).rejects.toMatchObject({
      name: "UnsupportedOperationException",
      message: "This API does not support refresh token rotation",
    });
  });

  it("takes a replaced token no more when rotation was switched off meanwhile", async () => {
    const { first, exchange, cognito, ClientId } = await begin(rotating());
    await exchange(first.RefreshToken);
    await cognito.updateUserPoolClient({ UserPoolId: app.UserPoolId, ClientId, ClientName: "app" });
    await expect(exchange(first.RefreshToken)).rejects.toMatchObject(reused);
  });

  it("refuses what is no refresh token of this client", async () => {
    const { first, exchange } = await begin();
    const other = await begin();
    await expect(exchange(other.first.RefreshToken)).rejects.toMatchObject(invalid);
    await expect(exchange(first.AccessToken)).rejects.toMatchObject(invalid);
    await expect(exchange("abc")).rejects.toMatchObject(invalid);
  });

  it("holds a client that has a secret to it", async () => {
    const { UserPoolClient } = await service.current.sdk().createUserPoolClient({
      ...{ UserPoolId: app.UserPoolId, ClientName: "backend", GenerateSecret: true },
    });
    const { ClientId = "", ClientSecret = "" } = UserPoolClient ?? {};
    const RefreshToken = "abc";
    const call = (secret?: string) =>
      service.current.sdk().getTokensFromRefreshToken({ ClientId, RefreshToken, ClientSecret: secret });
    await expect(call()).rejects.toMatchObject({
      message: `Client ${ClientId} is configured for secret but secret was not received`,
    });
    await expect(call("x".repeat(30))).rejects.toMatchObject({
      message: `Unable to verify secret hash for client ${ClientId}`,
    });
    await expect(call(ClientSecret)).rejects.toMatchObject(invalid);
  });
});
