import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, type Event, workbench } from "../triggers/workbench.ts";
import {
  basic,
  callback,
  makeWebApp,
  otherCallback,
  pkce,
  post,
  verifier,
  type WebApp,
  webAppOf,
  webClient,
} from "./app.ts";
import { userAgent } from "./user-agent.ts";

describe.each(databases)("The code flow, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });
  let app: WebApp;

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    await peopleOf(service.current, app).make("anna");
  });

  it("signs somebody in and gives the app tokens", async () => {
    const { attributesOf } = peopleOf(service.current, app);
    const asked = { scope: "openid email", state: "a state", nonce: "n-1", ...pkce };
    const at = await userAgent().signIn(app.authorizeUrl(asked), "anna");
    expect(at.origin + at.pathname).toBe(callback);
    expect([...at.searchParams.keys()]).toEqual(["code", "state"]);
    expect(at.searchParams.get("state")).toBe("a state");

    const { status, headers, body } = await app.redeem(at.searchParams.get("code") ?? "", { code_verifier: verifier });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(Object.keys(body)).toEqual(["id_token", "access_token", "refresh_token", "expires_in", "token_type"]);
    expect([body.expires_in, body.token_type]).toEqual([3600, "Bearer"]);
    const { sub } = await attributesOf("anna");
    const [access, id] = [decodeJwt(body.access_token), decodeJwt(body.id_token)];
    expect(access).toMatchObject({ sub, scope: "openid email", token_use: "access", version: 2, username: "anna" });
    expect(access).not.toHaveProperty("aud");
    expect(id).toMatchObject({ sub, aud: app.ClientId, nonce: "n-1", email: "anna@example.com", email_verified: true });
    const half = createHash("sha256").update(body.access_token).digest().subarray(0, 16);
    expect(id.at_hash).toBe(half.toString("base64url"));
    expect([id.event_id, id.auth_time]).toEqual([access.event_id, access.auth_time]);
  });

  it("tells in the ID token what the scopes ask for, and all of it with openid alone", async () => {
    const people = peopleOf(service.current, app);
    await people.make("ben", { email: "ben@example.com", email_verified: "true", name: "Ben" });
    const claims = async (scope: string) => decodeJwt((await app.tokensOf("ben", { scope })).id_token ?? "");
    expect(await claims("openid")).toMatchObject({ email: "ben@example.com", name: "Ben" });
    expect(await claims("openid profile")).toMatchObject({ name: "Ben" });
    expect(await claims("openid profile")).not.toHaveProperty("email");
    expect(await claims("openid email")).not.toHaveProperty("name");
  });

  it("gives no ID token without openid", async () => {
    const tokens = await app.tokensOf("anna", { scope: "aws.cognito.signin.user.admin" });
    expect(tokens).not.toHaveProperty("id_token");
    expect(tokens).toHaveProperty("refresh_token");
  });

  it("gives all of the client's scopes to who asks for none", async () => {
    const { access_token = "" } = await app.tokensOf("anna");
    expect(decodeJwt(access_token).scope).toBe("openid email phone profile aws.cognito.signin.user.admin");
  });

  it("lets the API's own operations be called only with their scope", async () => {
    const cognito = service.current.sdk();
    const { access_token: with_ } = await app.tokensOf("anna", { scope: "openid aws.cognito.signin.user.admin" });
    expect((await cognito.getUser({ AccessToken: with_ })).Username).toBe("anna");
    const { access_token: without } = await app.tokensOf("anna", { scope: "openid" });
    await expect(cognito.getUser({ AccessToken: without })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token does not have required scopes",
    });
  });

  it("binds the access token to the resource that was asked for, also after a refresh", async () => {
    const resource = "https://api.example/orders";
    const { access_token = "", refresh_token = "", id_token = "" } = await app.tokensOf("anna", { resource });
    expect([decodeJwt(access_token).aud, decodeJwt(id_token).aud]).toEqual([resource, app.ClientId]);
    const fields = { grant_type: "refresh_token", client_id: app.ClientId, refresh_token };
    const { body } = await post(`${app.base}/oauth2/token`, fields);
    expect(decodeJwt(body.access_token).aud).toBe(resource);
  });

  it("refreshes tokens with the scope and the time of the sign-in", async () => {
    const before = await app.tokensOf("anna", { scope: "openid email", nonce: "n-2" });
    const fields = { grant_type: "refresh_token", client_id: app.ClientId, refresh_token: before.refresh_token ?? "" };
    const { status, body } = await post(`${app.base}/oauth2/token`, fields);
    expect([status, Object.keys(body)]).toEqual([200, ["id_token", "access_token", "expires_in", "token_type"]]);
    const [first, second] = [decodeJwt(before.access_token ?? ""), decodeJwt(body.access_token)];
    expect(second).toMatchObject({
      ...{ scope: first.scope, auth_time: first.auth_time, origin_jti: first.origin_jti, event_id: first.event_id },
    });
    expect(second.jti).not.toBe(first.jti);
    expect(decodeJwt(body.id_token)).toHaveProperty("at_hash");
    expect(decodeJwt(body.id_token)).not.toHaveProperty("nonce");
  });

  it("refreshes tokens of the API too", async () => {
    const { RefreshToken } = await peopleOf(service.current, app).signIn("anna");
    const fields = { grant_type: "refresh_token", client_id: app.ClientId, refresh_token: RefreshToken };
    const { status, body } = await post(`${app.base}/oauth2/token`, fields);
    expect([status, decodeJwt(body.access_token).scope]).toEqual([200, "aws.cognito.signin.user.admin"]);
    expect(body).toHaveProperty("id_token");
  });

  it("rotates refresh tokens where the client does, and takes a former one no more", async () => {
    const rotating = await makeWebApp(service.current, {
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
    });
    await peopleOf(service.current, rotating).make("rita");
    const { refresh_token: first = "" } = await rotating.tokensOf("rita");
    const refresh = (refresh_token: string) =>
      post(`${rotating.base}/oauth2/token`, {
        grant_type: "refresh_token",
        client_id: rotating.ClientId,
        refresh_token,
      });
    const { body } = await refresh(first);
    expect(body.refresh_token).not.toBe(first);
    expect((await refresh(body.refresh_token)).status).toBe(200);
    expect(await refresh(first)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("takes a confidential client's secret by HTTP Basic and in the body", async () => {
    const confidential = await makeWebApp(service.current, { GenerateSecret: true });
    await peopleOf(service.current, { ...confidential }).make("carl");
    const { ClientId, secret, base } = confidential;
    expect((await confidential.redeem(await confidential.codeOf("carl"))).status).toBe(200);
    const code = await confidential.codeOf("carl");
    const fields = { grant_type: "authorization_code", redirect_uri: callback, code };
    expect((await post(`${base}/oauth2/token`, fields, basic(ClientId, secret))).status).toBe(200);
  });

  it("takes each of the client's redirect URIs, and the usual one where none is named", async () => {
    expect((await userAgent().signIn(app.authorizeUrl({ redirect_uri: otherCallback }), "anna")).pathname).toBe(
      "/other",
    );
    const usual = await makeWebApp(service.current, { DefaultRedirectURI: otherCallback });
    await peopleOf(service.current, usual).make("dora");
    const at = await userAgent().signIn(usual.authorizeUrl({ redirect_uri: undefined }), "dora");
    expect(at.origin + at.pathname).toBe(otherCallback);
  });

  it("keeps the query that a redirect URI has", async () => {
    const url = "https://app.example/back?from=poolhouse";
    const odd = await makeWebApp(service.current, { CallbackURLs: [url] });
    await peopleOf(service.current, odd).make("emil");
    const at = await userAgent().signIn(odd.authorizeUrl({ redirect_uri: url }), "emil");
    expect(at.href).toMatch(/^https:\/\/app\.example\/back\?from=poolhouse&code=[0-9a-f-]{36}$/);
  });

  it("tells of a code's person who has gone or may not sign in any more", async () => {
    const people = peopleOf(service.current, app);
    await people.make("finn");
    const code = await app.codeOf("finn");
    await people.cognito.adminDisableUser({ UserPoolId: app.UserPoolId, Username: "finn" });
    expect(await app.redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    await people.cognito.adminDeleteUser({ UserPoolId: app.UserPoolId, Username: "finn" });
    expect(await app.redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("takes no code of before its person was signed out everywhere, or disabled and enabled", async () => {
    const people = peopleOf(service.current, app);
    await people.make("gerd");
    const gerd = { UserPoolId: app.UserPoolId, Username: "gerd" };
    const { access_token: AccessToken = "" } = await app.tokensOf("gerd");
    const ways = [
      () => people.cognito.globalSignOut({ AccessToken }),
      () => people.cognito.adminUserGlobalSignOut(gerd),
      () => people.cognito.adminDisableUser(gerd).then(() => people.cognito.adminEnableUser(gerd)),
    ];
    for (const signOut of ways) {
      const codes = [await app.codeOf("gerd"), await app.codeOf("gerd")];
      const anna = await app.codeOf("anna");
      await signOut();
      for (const code of codes) {
        expect(await app.redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
      }
      expect((await app.redeem(anna)).status).toBe(200);
      expect((await app.redeem(await app.codeOf("gerd"))).status).toBe(200);
    }
  });

  it("gives nothing for a code whose person is signed out everywhere while it is exchanged", async () => {
    const PreTokenGeneration = async (event: Event) => {
      const { userPoolId: UserPoolId, userName: Username } = event;
      await service.current.sdk().adminUserGlobalSignOut({ UserPoolId, Username });
      return agree(event);
    };
    const made = await triggerApp(service.current, { PreTokenGeneration }, {}, webClient);
    const Domain = `signed-out-${kind}`;
    await service.current.sdk().createUserPoolDomain({ UserPoolId: made.UserPoolId, Domain, ManagedLoginVersion: 2 });
    const signedOut = await webAppOf(service.current, { ...made, Domain });
    await peopleOf(service.current, signedOut).make("hedi");
    const answer = await signedOut.redeem(await signedOut.codeOf("hedi"));
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("takes a code for five minutes", async () => {
    const code = await app.codeOf("anna");
    await service.current.control("PUT", `/clock?userPoolId=${app.UserPoolId}`, { advance: "PT5M1S" });
    expect(await app.redeem(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    await service.current.control("PUT", `/clock?userPoolId=${app.UserPoolId}`, { reset: true });
  });
});
