import * as oauth4webapi from "oauth4webapi";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultIds } from "../../src/declaration/index.ts";
import { makeClient, password, peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { basic, callback, goodbye, makeWebApp, post, type WebApp, webAppOf, webClient } from "./app.ts";
import { Auth, type AuthConfig, Cognito, type Token } from "./auth-js.js";
import { userAgent } from "./user-agent.ts";

/** The built service, as relying parties meet it. */
let service: ServiceProcess;
beforeAll(async () => {
  service = await launch();
});
afterAll(() => service?.[Symbol.asyncDispose]());

describe("openid-client", () => {
  let app: WebApp;

  beforeAll(async () => {
    app = await makeWebApp(service);
    await peopleOf(service, app).make("anna");
  });

  const discover = (ClientId: string, auth?: openid.ClientAuth): Promise<openid.Configuration> =>
    openid.discovery(new URL(app.base), ClientId, undefined, auth, { execute: [openid.allowInsecureRequests] });

  /** Everything that an app does with a sign-in: PKCE, state, nonce, the ID token's claims, userInfo, refresh, revocation. */
  async function wholeJourney(configuration: openid.Configuration, scope: string) {
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
    const url = openid.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: callback, scope, state: expectedState, nonce: expectedNonce, code_challenge_method: "S256" },
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    });
    const browser = userAgent();
    const at = await browser.signIn(url, "anna");
    const tokens = await openid.authorizationCodeGrant(configuration, at, {
      ...{ pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true },
    });
    const claims = tokens.claims();
    const info = await openid.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? "");
    const refreshed = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? "");
    expect(refreshed.claims()?.sub).toBe(claims?.sub);
    await openid.tokenRevocation(configuration, tokens.refresh_token ?? "");
    await expect(openid.refreshTokenGrant(configuration, tokens.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    const out = openid.buildEndSessionUrl(configuration, { logout_uri: goodbye });
    expect((await browser.visit(out)).url.href).toBe(goodbye);
    return { claims, info };
  }

  it("signs people in, refreshes, asks for them, revokes and signs out, as a public client", async () => {
    const configuration = await discover(app.ClientId, openid.None());
    const { claims, info } = await wholeJourney(configuration, "openid email");
    expect(claims).toMatchObject({ iss: app.base, aud: app.ClientId, email: "anna@example.com", email_verified: true });
    expect(info).toMatchObject({ sub: claims?.sub, email: "anna@example.com", email_verified: "true" });
  });

  it.each([
    ["client_secret_basic", openid.ClientSecretBasic],
    ["client_secret_post", openid.ClientSecretPost],
  ])("does as a confidential client by %s", async (_method, auth) => {
    const ClientId = await makeClient(service, app.UserPoolId, { ...webClient, GenerateSecret: true });
    const { secret } = await webAppOf(service, { ...app, ClientId });
    const { claims } = await wholeJourney(await discover(ClientId, auth(secret)), "openid profile");
    expect(claims).toMatchObject({ aud: ClientId, "cognito:username": "anna" });
  });

  it("does with the default pool, whose clients need nothing to be set up", async () => {
    const issuer = new URL(`${service.url}/${defaultIds.userPoolId}`);
    const execute = [openid.allowInsecureRequests];
    const configuration = await openid.discovery(issuer, defaultIds.publicClientId, undefined, openid.None(), {
      execute,
    });
    const redirect_uri = "http://localhost:3000/callback";
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const code_challenge = await openid.calculatePKCECodeChallenge(pkceCodeVerifier);
    const url = openid.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri, scope: "openid email", code_challenge, code_challenge_method: "S256" },
    });
    const at = await userAgent().signIn(url, "alice", password);
    const tokens = await openid.authorizationCodeGrant(configuration, at, { pkceCodeVerifier });
    expect(tokens.claims()).toMatchObject({ email: "alice@example.com", "cognito:groups": ["admins"] });
  });

  it("hears in prompt=none that nobody is signed in", async () => {
    const configuration = await discover(app.ClientId, openid.None());
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope: "openid",
      prompt: "none",
    });
    const { url: at } = await userAgent().visit(url);
    await expect(openid.authorizationCodeGrant(configuration, at)).rejects.toMatchObject({ error: "login_required" });
  });

  it("gets a token of its own by client_credentials", async () => {
    const { UserPoolId } = app;
    const Scopes = [{ ScopeName: "read", ScopeDescription: "reading" }];
    await service.sdk().createResourceServer({ UserPoolId, Identifier: "orders", Name: "Orders", Scopes });
    const ClientId = await makeClient(service, UserPoolId, {
      ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
      AllowedOAuthScopes: ["orders/read"],
    });
    const { secret } = await webAppOf(service, { ...app, ClientId });
    const configuration = await discover(ClientId, openid.ClientSecretBasic(secret));
    const tokens = await openid.clientCredentialsGrant(configuration, { scope: "orders/read" });
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3600 });
  });

  it("registers itself where the pool is open, and signs people in", async () => {
    await service.sdk().updateUserPool({
      ...{ UserPoolId: app.UserPoolId, DcrConfiguration: { OpenDcrEnabled: true } },
    });
    const configuration = await openid.dynamicClientRegistration(
      new URL(app.base),
      { redirect_uris: [callback], client_name: "an agent", token_endpoint_auth_method: "client_secret_basic" },
      undefined,
      { execute: [openid.allowInsecureRequests] },
    );
    const url = openid.buildAuthorizationUrl(configuration, { redirect_uri: callback, scope: "openid" });
    const at = await userAgent().signIn(url, "anna");
    const tokens = await openid.authorizationCodeGrant(configuration, at);
    expect(tokens.claims()?.aud).toBe(configuration.clientMetadata().client_id);
  });
});

describe("oauth4webapi", () => {
  it("finds nothing to object to in any answer", async () => {
    const app = await makeWebApp(service);
    await peopleOf(service, app).make("anna");
    const insecure = { [oauth4webapi.allowInsecureRequests]: true };
    const issuer = new URL(app.base);
    const discovered = await oauth4webapi.discoveryRequest(issuer, insecure);
    const as = await oauth4webapi.processDiscoveryResponse(issuer, discovered);
    const client: oauth4webapi.Client = { client_id: app.ClientId };
    const [verifier, state, nonce] = [
      ...[oauth4webapi.generateRandomCodeVerifier(), oauth4webapi.generateRandomState()],
      oauth4webapi.generateRandomNonce(),
    ];
    const browser = userAgent();
    const at = await browser.signIn(
      app.authorizeUrl({
        ...{ scope: "openid phone", state, nonce, code_challenge_method: "S256" },
        code_challenge: await oauth4webapi.calculatePKCECodeChallenge(verifier ?? ""),
      }),
      "anna",
    );
    const parameters = oauth4webapi.validateAuthResponse(as, client, at, state);
    const none = oauth4webapi.None();
    const answer = await oauth4webapi.authorizationCodeGrantRequest(
      ...([as, client, none, parameters, callback, verifier ?? "", insecure] as const),
    );
    const expected = { expectedNonce: nonce ?? "", requireIdToken: true };
    const tokens = await oauth4webapi.processAuthorizationCodeResponse(as, client, answer, expected);
    const jwks = { ...insecure };
    await oauth4webapi.validateApplicationLevelSignature(as, answer, jwks);
    const { sub = "" } = oauth4webapi.getValidatedIdTokenClaims(tokens) ?? {};
    const info = await oauth4webapi.userInfoRequest(as, client, tokens.access_token, insecure);
    expect((await oauth4webapi.processUserInfoResponse(as, client, sub, info)).sub).toBe(sub);
    const { refresh_token: refresh = "" } = tokens;
    const renewed = await oauth4webapi.refreshTokenGrantRequest(as, client, none, refresh, insecure);
    expect((await oauth4webapi.processRefreshTokenResponse(as, client, renewed)).access_token).toBeTruthy();
    const revoked = await oauth4webapi.revocationRequest(as, client, none, refresh, insecure);
    expect(await oauth4webapi.processRevocationResponse(revoked)).toBeUndefined();
    const refused = await oauth4webapi.refreshTokenGrantRequest(as, client, none, refresh, insecure);
    await expect(oauth4webapi.processRefreshTokenResponse(as, client, refused)).rejects.toMatchObject({
      ...{ error: "invalid_grant", status: 400 },
    });
    const out = new URL(as.end_session_endpoint ?? "");
    out.search = new URLSearchParams({ client_id: app.ClientId, logout_uri: goodbye }).toString();
    expect((await browser.visit(out)).url.href).toBe(goodbye);
    expect((await browser.visit(app.authorizeUrl())).url.pathname).toBe(`/${app.UserPoolId}/login`);
  });
});

describe("The Cognito provider of Auth.js", () => {
  const origin = "https://shop.example";

  /** What the app's own pages know of the person. */
  interface Session {
    readonly user: { readonly email: string };
    readonly access: string;
    readonly renewed?: boolean;
  }

  /** An app that is nothing but Auth.js, keeps a person's tokens and renews them as its guide does. */
  async function makeApp(told: "by the ID token" | "by userInfo") {
    const { UserPoolId, ClientId, base, secret } = await makeWebApp(service, {
      ...{ GenerateSecret: true, CallbackURLs: [`${origin}/auth/callback/cognito`], LogoutURLs: [`${origin}/`] },
    });
    await peopleOf(service, { UserPoolId, ClientId }).make("anna");
    const renew = async (token: Token): Promise<Token> => {
      const fields = { grant_type: "refresh_token", refresh_token: token.refresh ?? "" };
      const { body } = await post(`${base}/oauth2/token`, fields, basic(ClientId, secret));
      return { ...token, access: body.access_token, renewed: true };
    };
    const cognito = Cognito({ clientId: ClientId, clientSecret: secret ?? "", issuer: base });
    const config: AuthConfig = {
      ...{ basePath: "/auth", trustHost: true, secret: "only the tests know it" },
      providers: [
        { ...cognito, checks: ["pkce", "state", "nonce"], ...(told === "by userInfo" && { idToken: false }) },
      ],
      callbacks: {
        jwt: ({ token, account }) =>
          account ? { ...token, access: account.access_token, refresh: account.refresh_token } : renew(token),
        session: ({ session, token }) => ({ ...session, access: token.access, renewed: token.renewed }),
      },
    };
    const pages = userAgent((url, init) => Auth(new Request(url, init), config));
    const json = async <T>(path: string) => (await (await pages.request(`${origin}/auth/${path}`)).json()) as T;
    /** Where the app leads whoever presses the button. */
    const press = async (path: string) => {
      const { csrfToken } = await json<{ csrfToken: string }>("csrf");
      const body = new URLSearchParams({ csrfToken });
      const { headers } = await pages.request(`${origin}/auth/${path}`, { method: "POST", body });
      return headers.get("location") ?? "";
    };
    return { ...{ ClientId, base, pages, press }, session: () => json<Session | null>("session") };
  }

  it.each(["by the ID token", "by userInfo"] as const)(
    "signs somebody in who is told of %s, renews their tokens and signs them out",
    async (told) => {
      const { ClientId, base, pages, press, session } = await makeApp(told);
      const browser = userAgent();
      const back = await browser.signIn(await press("signin/cognito"), "anna");
      expect((await pages.request(back)).headers.get("location")).toBe(origin);

      const { user, access, renewed } = (await session()) ?? {};
      expect([user, renewed]).toEqual([{ email: "anna@example.com" }, true]);
      const headers = { authorization: `Bearer ${access}` };
      expect(await (await fetch(`${base}/oauth2/userInfo`, { headers })).json()).toMatchObject({ username: "anna" });

      await press("signout");
      expect(await session()).toBeNull();
      const query = new URLSearchParams({ client_id: ClientId, logout_uri: `${origin}/` });
      expect((await browser.visit(`${base}/logout?${query}`)).url.href).toBe(`${origin}/`);
      expect((await browser.visit(await press("signin/cognito"))).url.pathname).toMatch(/\/login$/);
    },
  );
});
