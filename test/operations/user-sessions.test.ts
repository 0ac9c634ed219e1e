import type { SetUserPoolSessionConfigurationCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type App, everyFlow, makeApp, makeClient, password, peopleOf, secretHash } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("The sessions of users, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = () => peopleOf(service.current, app);
  const advance = (advance: string) => service.current.control("PUT", "/clock", { advance });
  afterEach(() => service.current.control("PUT", "/clock", { reset: true }));

  const track = (
    { UserPoolId }: App,
    MaxPerUser = 20,
    UserSessionTracking: SetUserPoolSessionConfigurationCommandInput["UserSessionTracking"] = "ENABLED",
  ) =>
    service.current
      .sdk()
      .setUserPoolSessionConfiguration({ UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser } });

  const own = async (AccessToken: string) => (await people().cognito.listUserSessions({ AccessToken })).Sessions ?? [];
  const ofUser = async (Username: string, { UserPoolId } = app) =>
    (await service.current.sdk().adminListUserSessions({ UserPoolId, Username })).Sessions ?? [];
  const revoked = (text: string) => ({ name: "NotAuthorizedException", message: `${text} Token has been revoked` });
  const contextOf = (IpAddress: string, headerValue: string) => ({
    ...{ IpAddress, ServerName: "shop", ServerPath: "/" },
    HttpHeaders: [{ headerName: "User-Agent", headerValue }],
  });
  const notThere = { name: "ResourceNotFoundException", message: "Session does not exist." };

  beforeAll(async () => {
    app = await makeApp(service.current);
    await track(app);
  });

  it("are listed for their owner and for administrators, with what the sign-in showed", async () => {
    await people().make("anna");
    const { AccessToken } = await people().signIn("anna");
    await advance("PT1M");
    await people().signIn("anna");
    const sessions = await own(AccessToken);
    expect(sessions).toHaveLength(2);
    const current = sessions.find(({ IsCurrentSession }) => IsCurrentSession);
    expect(sessions[1]).toEqual(current);
    expect(current).toEqual({
      SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
      SessionType: "TOKEN",
      ClientId: app.ClientId,
      CreateDate: expect.any(Date),
      LastActiveDate: current?.CreateDate,
      DeviceType: expect.stringMatching(/^aws-sdk-js 3/),
      LastIPAddress: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
      LastLocation: { Country: "unknown" },
      IsCurrentSession: true,
    });
    expect(await ofUser("anna")).toEqual(sessions.map((session) => ({ ...session, IsCurrentSession: false })));
  });

  it("show where their refresh token was last used", async () => {
    const { cognito, UserPoolId, ClientId, make, signIn } = people();
    await make("bert");
    const { AccessToken, RefreshToken } = await signIn("bert");
    const [before] = await own(AccessToken);
    await advance("PT10M");
    await cognito.adminInitiateAuth({
      ...{ UserPoolId, ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: RefreshToken } },
      ContextData: contextOf("192.0.2.42", "MyShop/12.4"),
    });
    const [after] = await own(AccessToken);
    expect(after).toMatchObject({ SessionId: before?.SessionId, CreateDate: before?.CreateDate });
    expect(after).toMatchObject({ DeviceType: "MyShop 12", LastIPAddress: "192.0.2.42" });
    expect(after!.LastActiveDate!.getTime() - before!.LastActiveDate!.getTime()).toBeGreaterThanOrEqual(600_000);
  });

  it("show the device that a backend tells of in the last step of a sign-in", async () => {
    const { cognito, UserPoolId, ClientId, invite, withPassword } = people();
    await invite("lisa", { TemporaryPassword: password });
    const { Session } = await withPassword("lisa");
    await cognito.adminRespondToAuthChallenge({
      ...{ UserPoolId, ClientId, Session, ChallengeName: "NEW_PASSWORD_REQUIRED" },
      ChallengeResponses: { USERNAME: "lisa", NEW_PASSWORD: "Brand-new1" },
      ContextData: contextOf("192.0.2.43", "MyShop/13.0"),
    });
    expect(await ofUser("lisa")).toMatchObject([{ DeviceType: "MyShop 13", LastIPAddress: "192.0.2.43" }]);
  });

  it("go on with a rotated refresh token, and end with it", async () => {
    const { cognito, UserPoolId, make } = people();
    await make("berta");
    const ClientId = await makeClient(service.current, UserPoolId, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED" },
    });
    const exchange = async (RefreshToken: string) =>
      (await cognito.getTokensFromRefreshToken({ ClientId, RefreshToken })).AuthenticationResult ?? {};
    const first = await peopleOf(service.current, { ...app, ClientId }).signIn("berta");
    const [before] = await own(first.AccessToken);
    await advance("PT10M");
    const { AccessToken = "", RefreshToken = "" } = await exchange(first.RefreshToken);
    const sessions = await own(AccessToken);
    expect(sessions).toEqual([{ ...before, LastActiveDate: expect.any(Date) }]);
    expect(sessions[0]!.LastActiveDate!.getTime() - before!.LastActiveDate!.getTime()).toBeGreaterThanOrEqual(600_000);
    const SessionId = before?.SessionId;
    await cognito.adminRevokeUserSession({ UserPoolId, Username: "berta", SessionId });
    await expect(exchange(RefreshToken)).rejects.toMatchObject(revoked("Refresh"));
  });

  it("show the address that an app tells only where its client may tell it", async () => {
    const { cognito, UserPoolId, ClientId, make } = people();
    await make("carla");
    const { UserPoolClient } = await cognito.createUserPoolClient({
      ...{ UserPoolId, ClientName: "backend", GenerateSecret: true, ExplicitAuthFlows: everyFlow },
      EnablePropagateAdditionalUserContextData: true,
    });
    const { ClientId: trusted = "", ClientSecret = "" } = UserPoolClient ?? {};
    const SECRET_HASH = secretHash(ClientSecret, "carla", trusted);
    for (const [client, secret] of [
      [ClientId, {}],
      [trusted, { SECRET_HASH }],
    ] as const) {
      await cognito.initiateAuth({
        ...{ ClientId: client, AuthFlow: "USER_PASSWORD_AUTH", UserContextData: { IpAddress: "198.51.100.17" } },
        AuthParameters: { USERNAME: "carla", PASSWORD: password, ...secret },
      });
    }
    const sessions = await ofUser("carla");
    const addressAt = (client: string) => sessions.find((session) => session.ClientId === client)?.LastIPAddress;
    expect(addressAt(trusted)).toBe("198.51.100.17");
    expect(addressAt(ClientId)).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it("are ended by their owner from another one, with all their tokens at once", async () => {
    const { cognito, make, signIn, initiate } = people();
    await make("dora");
    const [lost, present] = [await signIn("dora"), await signIn("dora")];
    const [session] = (await own(present.AccessToken)).filter(({ IsCurrentSession }) => !IsCurrentSession);
    const revoke = (SessionId = session!.SessionId) =>
      cognito.revokeUserSession({ AccessToken: present.AccessToken, SessionId });
    await revoke();
    await expect(cognito.getUser({ AccessToken: lost.AccessToken })).rejects.toMatchObject(revoked("Access"));
    const refresh = initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: lost.RefreshToken });
    await expect(refresh).rejects.toMatchObject(revoked("Refresh"));
    const [current, ...others] = await own(present.AccessToken);
    expect(others).toEqual([]);
    await expect(revoke()).rejects.toMatchObject(notThere);
    await expect(revoke(current?.SessionId)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "The current session cannot be revoked.",
    });
    await cognito.getUser({ AccessToken: present.AccessToken });
  });

  it("are ended by an administrator who names the right user", async () => {
    const { cognito, UserPoolId, make, signIn } = people();
    await make("emil");
    await make("fritz");
    const { AccessToken } = await signIn("emil");
    const [session] = await ofUser("emil");
    const revoke = (Username: string) =>
      cognito.adminRevokeUserSession({
        ...{ UserPoolId, Username, SessionId: session?.SessionId, RevokeAssociatedSessions: "LINKED" },
      });
    await expect(revoke("fritz")).rejects.toMatchObject(notThere);
    await expect(revoke("nobody")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await cognito.getUser({ AccessToken });
    await revoke("emil");
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(revoked("Access"));
    expect(await ofUser("emil")).toEqual([]);
  });

  it("are not listed once they expired or ended in another way", async () => {
    const { cognito, UserPoolId, make, signIn } = people();
    await make("gusti");
    await signIn("gusti");
    await cognito.adminUserGlobalSignOut({ UserPoolId, Username: "gusti" });
    expect(await ofUser("gusti")).toEqual([]);
    await signIn("gusti");
    expect(await ofUser("gusti")).toHaveLength(1);
    await advance("P30D");
    expect(await ofUser("gusti")).toEqual([]);
  });

  it("are no more than the pool allows: who signs in loses the one that was not used for longest", async () => {
    const small = await makeApp(service.current);
    await track(small, 2);
    const { cognito, make, signIn, initiate } = peopleOf(service.current, small);
    await make("hanna");
    const first = await signIn("hanna");
    await advance("PT1M");
    const second = await signIn("hanna");
    await advance("PT1M");
    await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: first.RefreshToken });
    await advance("PT1M");
    const third = await signIn("hanna");
    await expect(cognito.getUser({ AccessToken: second.AccessToken })).rejects.toMatchObject(revoked("Access"));
    for (const { AccessToken } of [first, third]) await cognito.getUser({ AccessToken });

    await track(small, 1);
    expect(await ofUser("hanna", small)).toHaveLength(2);
    await signIn("hanna");
    expect(await ofUser("hanna", small)).toHaveLength(1);
  });

  it("are no more than the pool allows when many begin at once, and tokens of the others are of no use", async () => {
    const small = await makeApp(service.current);
    await track(small, 3);
    const { cognito, make, signIn } = peopleOf(service.current, small);
    await make("ida");
    const tokens = await Promise.all(Array.from({ length: 12 }, () => signIn("ida")));
    expect(await ofUser("ida", small)).toHaveLength(3);
    const calls = await Promise.allSettled(tokens.map(({ AccessToken }) => cognito.getUser({ AccessToken })));
    expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  });

  it("are not tracked unless the pool says so, and not bounded either", async () => {
    const plain = await makeApp(service.current);
    const { make, signIn, cognito } = peopleOf(service.current, plain);
    const { UserPoolId } = plain;
    const { $metadata, ...usual } = await cognito.getUserPoolSessionConfiguration({ UserPoolId });
    expect(usual).toEqual({ UserPoolId, UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } });
    await track(plain, 1, "DISABLED");
    await make("jan");
    const tokens = [await signIn("jan"), await signIn("jan")];
    for (const { AccessToken } of tokens) {
      await cognito.getUser({ AccessToken });
      expect((await cognito.listUserSessions({ AccessToken })).Sessions).toEqual([]);
    }
  });

  it("keep their pool's configuration when the pool is updated, which shows it nowhere else", async () => {
    const { cognito, UserPoolId } = peopleOf(service.current, await makeApp(service.current));
    await track({ UserPoolId, ClientId: "" }, 7);
    await cognito.updateUserPool({ UserPoolId });
    const { TokenSession, UserSessionTracking } = await cognito.getUserPoolSessionConfiguration({ UserPoolId });
    expect({ TokenSession, UserSessionTracking }).toEqual({
      TokenSession: { MaxPerUser: 7 },
      UserSessionTracking: "ENABLED",
    });
    expect((await cognito.describeUserPool({ UserPoolId })).UserPool).not.toHaveProperty("SessionConfiguration");
  });

  it("have a configuration of each client's own, which lasts while the pool tracks none", async () => {
    const { cognito, UserPoolId, ClientId } = peopleOf(service.current, await makeApp(service.current));
    const set = (MaxValidityMinutes: number) =>
      cognito.setUserPoolClientSessionConfiguration({ UserPoolId, ClientId, SSOSession: { MaxValidityMinutes } });
    const minutes = async () =>
      (await cognito.getUserPoolClientSessionConfiguration({ UserPoolId, ClientId })).SSOSession?.MaxValidityMinutes;
    expect(await minutes()).toBe(60);
    await expect(set(0)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Session tracking must be enabled for the user pool.",
    });
    await track({ UserPoolId, ClientId });
    await set(0);
    await cognito.updateUserPoolClient({ UserPoolId, ClientId });
    await track({ UserPoolId, ClientId }, 20, "DISABLED");
    expect(await minutes()).toBe(0);
    const { UserPoolClient } = await cognito.describeUserPoolClient({ UserPoolId, ClientId });
    expect(UserPoolClient).not.toHaveProperty("SSOSession");
  });

  it("are a feature of the upper tiers", async () => {
    const { cognito, UserPoolId, ClientId } = peopleOf(
      service.current,
      await makeApp(service.current, { UserPoolTier: "LITE" }),
    );
    const unavailable = {
      name: "FeatureUnavailableInTierException",
      message: "The following feature is not available for the LITE pricing tier configured: User Session Tracking",
    };
    await expect(track({ UserPoolId, ClientId })).rejects.toMatchObject(unavailable);
    const SSOSession = { MaxValidityMinutes: 1 };
    const set = cognito.setUserPoolClientSessionConfiguration({ UserPoolId, ClientId, SSOSession });
    await expect(set).rejects.toMatchObject(unavailable);
    await expect(cognito.updateUserPool({ UserPoolId: app.UserPoolId, UserPoolTier: "LITE" })).rejects.toMatchObject({
      name: "TierChangeNotAllowedException",
    });
  });

  it("refuse ids of another form, numbers out of range, and a pagination token", async () => {
    const { UserPoolId, make, signIn, cognito } = people();
    await make("karl");
    const revoke = cognito.adminRevokeUserSession({ UserPoolId, Username: "karl", SessionId: "tkn" });
    await expect(revoke).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(track(app, 101)).rejects.toMatchObject({
      message:
        "1 validation error detected: Value '101' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value less than or equal to 100",
    });
    const { AccessToken } = await signIn("karl");
    const NextToken = "made-up";
    const listed = [
      cognito.adminListUserSessions({ UserPoolId, Username: "karl", NextToken }),
      cognito.listUserSessions({ AccessToken, NextToken }),
    ];
    const refused = { name: "InvalidParameterException" };
    await Promise.all(listed.map((list) => expect(list).rejects.toMatchObject(refused)));
  });
});
