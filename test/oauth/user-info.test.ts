import { beforeAll, describe, expect, it } from "vitest";
import { makeClient, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { basic, makeWebApp, post, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

const gone = "Access token is expired, disabled, or deleted, or the user has globally signed out.";

describe.each(databases)("/oauth2/userInfo and /oauth2/revoke, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;
  let sub: string | undefined;
  const anna = {
    ...{ email: "anna@example.com", email_verified: "true", phone_number: "+15550100", phone_number_verified: "false" },
    ...{ name: "Anna", "custom:size": "42" },
  };

  const ask = async (token: string | undefined, method = "GET") => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${app.base}/oauth2/userInfo`, { method, headers });
    return {
      status: response.status,
      body: await response.json(),
      challenge: response.headers.get("www-authenticate"),
    };
  };
  const invalid = {
    status: 401,
    body: { error: "invalid_token", error_description: gone },
    challenge: `error="invalid_token", error_description="${gone}"`,
  };

  beforeAll(async () => {
    app = await makeWebApp(service.current, {}, { Schema: [{ Name: "size", AttributeDataType: "Number" }] });
    const people = peopleOf(service.current, app);
    await people.make("anna", anna);
    ({ sub } = await people.attributesOf("anna"));
  });

  describe("userInfo", () => {
    const { email, email_verified, phone_number, phone_number_verified, ...profile } = anna;
    it.each([
      ["all that the client may read, for openid alone", "openid", anna],
      ["the address and whether it is verified, for email", "openid email", { email, email_verified }],
      ["the number and whether it is verified, for phone", "openid phone", { phone_number, phone_number_verified }],
      ["the rest, custom attributes too, for profile", "openid profile", profile],
    ])("tells %s, as text", async (_what, scope, told) => {
      const { access_token } = await app.tokensOf("anna", { scope });
      const expected = { status: 200, body: { sub, username: "anna", ...told }, challenge: null };
      expect(await ask(access_token)).toEqual(expected);
      expect(await ask(access_token, "POST")).toEqual(expected);
    });

    it("tells a client what it may read alone", async () => {
      const ClientId = await makeClient(service.current, app.UserPoolId, { ...webClient, ReadAttributes: ["name"] });
      const reader = await webAppOf(service.current, { ...app, ClientId });
      const { access_token } = await reader.tokensOf("anna", { scope: "openid" });
      expect((await ask(access_token)).body).toEqual({ sub, username: "anna", name: "Anna" });
    });

    it("answers 400 to who brings no token", async () => {
      const description = "Bad OAuth2 request at UserInfo Endpoint";
      expect(await ask(undefined)).toEqual({
        status: 400,
        body: { error: "invalid_request", error_description: description },
        challenge: `error="invalid_request", error_description="${description}"`,
      });
    });

    it("answers 401 to a token that is none, an ID token, one without openid, and another pool's", async () => {
      expect(await ask("nonsense")).toEqual(invalid);
      const { id_token } = await app.tokensOf("anna");
      expect(await ask(id_token)).toEqual(invalid);
      const { access_token } = await app.tokensOf("anna", { scope: "aws.cognito.signin.user.admin" });
      expect(await ask(access_token)).toEqual(invalid);
      expect(await ask((await peopleOf(service.current, app).signIn("anna")).AccessToken)).toEqual(invalid);
      const elsewhere = await makeWebApp(service.current);
      await peopleOf(service.current, elsewhere).make("anna");
      expect(await ask((await elsewhere.tokensOf("anna")).access_token)).toEqual(invalid);
    });

    it("answers 401 to a token that has expired, and to who has signed out everywhere or is disabled", async () => {
      const { cognito, UserPoolId, make } = peopleOf(service.current, app);
      const { access_token } = await app.tokensOf("anna");
      await service.current.control("PUT", `/clock?userPoolId=${UserPoolId}`, { advance: "PT61M" });
      expect(await ask(access_token)).toEqual(invalid);
      await service.current.control("PUT", `/clock?userPoolId=${UserPoolId}`, { reset: true });
      expect((await ask(access_token)).status).toBe(200);

      await make("dave");
      const first = (await app.tokensOf("dave")).access_token;
      await cognito.adminUserGlobalSignOut({ UserPoolId, Username: "dave" });
      expect(await ask(first)).toEqual(invalid);
      const second = (await app.tokensOf("dave")).access_token;
      await cognito.adminDisableUser({ UserPoolId, Username: "dave" });
      expect(await ask(second)).toEqual(invalid);
    });
  });

  describe("revoke", () => {
    const revoke = (fields: Record<string, string>, headers?: Record<string, string>) =>
      post(`${app.base}/oauth2/revoke`, fields, headers);

    it("ends the refresh token and the access tokens that came of it", async () => {
      const { refresh_token: token = "", access_token } = await app.tokensOf("anna");
      const { status, body } = await revoke({ token, client_id: app.ClientId });
      expect([status, body]).toEqual([200, undefined]);
      expect(await ask(access_token)).toEqual(invalid);
      const fields = { grant_type: "refresh_token", client_id: app.ClientId, refresh_token: token };
      expect((await post(`${app.base}/oauth2/token`, fields)).body).toEqual({ error: "invalid_grant" });
      expect((await revoke({ token, client_id: app.ClientId })).status).toBe(200);
    });

    it("says the same of a token that is not there or another client's, and ends nothing", async () => {
      const ClientId = await makeClient(service.current, app.UserPoolId, { ...webClient, GenerateSecret: true });
      const other = await webAppOf(service.current, { ...app, ClientId });
      const { refresh_token: token = "", access_token } = await app.tokensOf("anna");
      expect((await revoke({ token }, basic(ClientId, other.secret))).status).toBe(200);
      expect((await ask(access_token)).status).toBe(200);
      expect((await revoke({ token: "a.b.c.d.e", client_id: app.ClientId })).status).toBe(200);
    });

    it("refuses no token, an access token, an unknown client, and a client without revocation", async () => {
      const { access_token = "", refresh_token: token = "" } = await app.tokensOf("anna");
      const { ClientId: client_id } = app;
      expect(await revoke({ client_id })).toMatchObject({ status: 400, body: { error: "invalid_request" } });
      expect(await revoke({ client_id, token: access_token })).toMatchObject({
        ...{ status: 400, body: { error: "unsupported_token_type" } },
      });
      expect(await revoke({ token, client_id: "nobody" })).toMatchObject({
        status: 401,
        body: { error: "invalid_client" },
      });
      const without = await makeClient(service.current, app.UserPoolId, { ...webClient, EnableTokenRevocation: false });
      expect(await revoke({ token, client_id: without })).toMatchObject({
        ...{ status: 400, body: { error: "invalid_request" } },
      });
    });

    it("leaves the browser's session, but for RevokeToken with LINKED where sessions are tracked", async () => {
      const { cognito, UserPoolId } = peopleOf(service.current, app);
      await cognito.setUserPoolSessionConfiguration({
        ...{ UserPoolId, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 20 } },
      });
      const browser = userAgent();
      const at = await browser.signIn(app.authorizeUrl(), "anna");
      const { body } = await app.redeem(at.searchParams.get("code") ?? "");
      const again = await app.redeem((await browser.visit(app.authorizeUrl())).url.searchParams.get("code") ?? "");
      await revoke({ token: body.refresh_token, client_id: app.ClientId });
      const isKnown = async () => (await browser.visit(app.authorizeUrl())).url.searchParams.has("code");
      expect(await isKnown()).toBe(true);
      const linked = {
        Token: again.body.refresh_token,
        ClientId: app.ClientId,
        RevokeAssociatedSessions: "LINKED",
      } as const;
      await cognito.revokeToken(linked);
      expect(await isKnown()).toBe(false);
    });
  });
});
