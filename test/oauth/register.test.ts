import { beforeAll, describe, expect, it } from "vitest";
import { makeApp, makeClient, peopleOf } from "../support/people.ts";
import { start, startForAll } from "../support/start.ts";
import { basic, callback, makeWebApp, post, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

describe("POST /oauth2/register", async () => {
  const service = await startForAll("memory");
  let closed: WebApp;
  let open: WebApp;
  let token = "";

  async function register(app: WebApp, metadata: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${app.base}/oauth2/register`, {
      ...{ method: "POST", body: typeof metadata === "string" ? metadata : JSON.stringify(metadata) },
      headers: { "content-type": "application/json", ...headers },
    });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, string>,
      challenge: response.headers.get("www-authenticate"),
    };
  }
  const bearer = () => ({ authorization: `Bearer ${token}` });

  beforeAll(async () => {
    open = await makeWebApp(service.current, {}, { DcrConfiguration: { OpenDcrEnabled: true } });
    closed = await makeWebApp(service.current, {}, { DcrConfiguration: { AllowedScopes: ["orders/read"] } });
    const { UserPoolId } = closed;
    const Scopes = [{ ScopeName: "read", ScopeDescription: "reading" }];
    await service.current.sdk().createResourceServer({ UserPoolId, Identifier: "orders", Name: "Orders", Scopes });
    const ClientId = await makeClient(service.current, UserPoolId, {
      ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
      AllowedOAuthScopes: ["aws.cognito/dcr/register"],
    });
    const { secret } = await webAppOf(service.current, { ...closed, ClientId });
    const { body } = await post(
      `${closed.base}/oauth2/token`,
      { grant_type: "client_credentials" },
      basic(ClientId, secret),
    );
    token = body.access_token;
  });

  it("makes a client with a secret, as which people sign in", async () => {
    const { status, body } = await register(open, { redirect_uris: [callback], client_name: "an agent" });
    expect(status).toBe(201);
    expect(body).toEqual({
      ...{ client_id: expect.stringMatching(/^[a-z0-9]{26}$/), client_id_issued_at: expect.any(Number) },
      ...{ client_secret: expect.stringMatching(/^[a-z0-9]{52}$/), client_secret_expires_at: 0 },
      ...{ client_name: "an agent", redirect_uris: [callback], grant_types: ["authorization_code"] },
      ...{ response_types: ["code"], token_endpoint_auth_method: "client_secret_basic" },
      scope: "openid email phone profile",
    });
    const { UserPoolClients } = await service.current.sdk().listUserPoolClients({
      ...{ UserPoolId: open.UserPoolId, ClientType: "DCR" },
    });
    expect(UserPoolClients).toMatchObject([{ ClientId: body.client_id, ClientName: "an agent" }]);
    await peopleOf(service.current, open).make("anna");
    const app = await webAppOf(service.current, { ...open, ClientId: body.client_id ?? "" });
    expect(await app.tokensOf("anna")).toHaveProperty("refresh_token");
  });

  it("makes a public client", async () => {
    const { body } = await register(open, { redirect_uris: [callback], token_endpoint_auth_method: "none" });
    expect(body).not.toHaveProperty("client_secret");
    await peopleOf(service.current, open).make("ben");
    const app = await webAppOf(service.current, { ...open, ClientId: body.client_id ?? "" });
    expect(await app.tokensOf("ben")).toHaveProperty("access_token");
  });

  it("makes a client for machines, for who has a token to register with", async () => {
    const { status, body } = await register(closed, { grant_types: ["client_credentials"] }, bearer());
    expect([status, body.scope]).toEqual([201, "orders/read"]);
    const answer = await post(
      ...([`${closed.base}/oauth2/token`, { grant_type: "client_credentials" }] as const),
      basic(body.client_id ?? "", body.client_secret),
    );
    expect(answer.status).toBe(200);
  });

  it("signs nobody in without asking: a stranger's app gets no tokens of who follows a link", async () => {
    await peopleOf(service.current, open).make("dora");
    const browser = userAgent();
    await browser.signIn(open.authorizeUrl(), "dora");
    expect((await browser.visit(open.authorizeUrl())).url.searchParams.has("code")).toBe(true);
    const { body } = await register(open, { redirect_uris: ["https://stranger.example/"] });
    const stranger = await webAppOf(service.current, { ...open, ClientId: body.client_id ?? "" });
    const asked = { redirect_uri: "https://stranger.example/" };
    expect((await browser.visit(stranger.authorizeUrl(asked))).url.pathname).toBe(`/${open.UserPoolId}/login`);
    const silent = await browser.visit(stranger.authorizeUrl({ ...asked, prompt: "none" }));
    expect(silent.url.href).toBe("https://stranger.example/?error=login_required");
  });

  it("stays one that registered itself when it is updated", async () => {
    const { body } = await register(open, { redirect_uris: [callback] });
    const named = { UserPoolId: open.UserPoolId, ClientId: body.client_id };
    const { UserPoolClient } = await service.current.sdk().updateUserPoolClient({ ...named, ClientName: "renamed" });
    expect(UserPoolClient?.ClientType).toBe("DCR");
  });

  it.each([
    ["without a token", () => ({})],
    ["with a broken one", () => ({ authorization: "Bearer broken" })],
    [
      "with a person's",
      async () => {
        await peopleOf(service.current, closed).make("carl");
        return { authorization: `Bearer ${(await closed.tokensOf("carl")).access_token}` };
      },
    ],
  ])("refuses who comes %s where the pool is not open", async (_what, headers) => {
    expect(await register(closed, { redirect_uris: [callback] }, await headers())).toEqual({
      ...{ status: 401, body: { error: "invalid_token" }, challenge: 'Bearer error="invalid_token"' },
    });
  });

  it("refuses a token of somebody who was signed out, and one of a client that is gone", async () => {
    const { UserPoolId, Domain } = closed;
    const sdk = service.current.sdk();
    const registering = ["openid", "aws.cognito/dcr/register"];
    const ClientId = await makeClient(service.current, UserPoolId, { ...webClient, AllowedOAuthScopes: registering });
    const app = await webAppOf(service.current, { UserPoolId, ClientId, Domain });
    await peopleOf(service.current, app).make("rita");
    const { access_token } = await app.tokensOf("rita", { scope: registering.join(" ") });
    const attempt = async (token = access_token) =>
      (await register(closed, { redirect_uris: [callback] }, { authorization: `Bearer ${token}` })).status;
    expect(await attempt()).toBe(201);
    await sdk.adminUserGlobalSignOut({ UserPoolId, Username: "rita" });
    expect(await attempt()).toBe(401);

    const machine = await makeClient(service.current, UserPoolId, {
      ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
      AllowedOAuthScopes: ["aws.cognito/dcr/register"],
    });
    const { secret, base } = await webAppOf(service.current, { ...closed, ClientId: machine });
    const { body } = await post(`${base}/oauth2/token`, { grant_type: "client_credentials" }, basic(machine, secret));
    expect(await attempt(body.access_token)).toBe(201);
    await sdk.deleteUserPoolClient({ UserPoolId, ClientId: machine });
    expect(await attempt(body.access_token)).toBe(401);
  });

  it("refuses another pool's token", async () => {
    expect((await register(open, { redirect_uris: [callback] }, bearer())).body).toEqual({ error: "invalid_token" });
  });

  it.each([
    ["no JSON", "{", "The body is no JSON object."],
    ["no object", [], "The body is no JSON object."],
    [
      "another way to authenticate",
      { token_endpoint_auth_method: "private_key_jwt" },
      "token_endpoint_auth_method is not valid.",
    ],
    ["a grant type that there is not", { grant_types: ["password"] }, "The grant type password is not supported."],
    ["implicit", { grant_types: ["implicit"] }, "The grant type implicit is not supported."],
    [
      "no grant type",
      { grant_types: ["refresh_token"] },
      "grant_types must name authorization_code or client_credentials.",
    ],
    [
      "machines where the pool is open to people's apps alone",
      { grant_types: ["client_credentials"] },
      "The user pool does not let apps register for client_credentials.",
    ],
    [
      "a scope that apps may not have",
      { scope: "openid orders/read" },
      "The user pool does not let apps register for the scope orders/read.",
    ],
    [
      "the scope to register",
      { scope: "aws.cognito/dcr/register" },
      "The user pool does not let apps register for the scope aws.cognito/dcr/register.",
    ],
  ])("refuses %s", async (_what, metadata, description) => {
    const asked =
      typeof metadata === "object" && !Array.isArray(metadata) ? { redirect_uris: [callback], ...metadata } : metadata;
    expect(await register(open, asked)).toMatchObject({
      ...{ status: 400, body: { error: "invalid_client_metadata", error_description: description } },
    });
  });

  it.each([
    ["none", []],
    ["http", ["http://app.example/"]],
    ["a fragment", [`${callback}#a`]],
    ["no URL", ["callback"]],
    ["a script", [callback, "JavaScript:alert(1)"]],
    ["data", ["data:text/html,a"]],
  ])("refuses redirect URIs: %s", async (_what, redirect_uris) => {
    expect(await register(open, { redirect_uris })).toMatchObject({
      status: 400,
      body: { error: "invalid_redirect_uri" },
    });
  });

  it("is not there, and not named, where the pool has not turned it on", async () => {
    const off = await makeWebApp(service.current);
    expect((await register(off, { redirect_uris: [callback] })).status).toBe(404);
    const documentOf = async ({ base }: WebApp) => (await fetch(`${base}/.well-known/openid-configuration`)).json();
    expect(await documentOf(off)).not.toHaveProperty("registration_endpoint");
    expect(await documentOf(open)).toMatchObject({ registration_endpoint: `${open.base}/oauth2/register` });
  });
});

describe("Callback URLs of http", () => {
  const urls = ["http://web:3000/callback", "http://127.0.0.9/callback", "http://app.localhost/callback"];
  const asked = {
    ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ["openid"], CallbackURLs: urls },
    AllowedOAuthFlows: ["code"] as ["code"],
  };

  it("are taken on local hosts, with a warning that AWS refuses them", async () => {
    const warnings: object[] = [];
    const log = {
      debug: () => undefined,
      info: () => undefined,
      error: () => undefined,
      warn: (facts: object) => void warnings.push(facts),
    };
    const service = await start({ log });
    const { ClientId } = await makeApp(
      service,
      {},
      { ...asked, LogoutURLs: ["https://app.example/", "http://localhost/"] },
    );
    expect(warnings).toEqual([{ clientId: ClientId, urls }]);
    await service.stop();
  });

  it("are refused there with --strict-urls on", async () => {
    const service = await start({ environment: { POOLHOUSE_STRICT_URLS: "on" } });
    await expect(makeApp(service, {}, asked)).rejects.toMatchObject({
      message: "http://web:3000/callback cannot use the HTTP protocol.",
    });
    await makeApp(
      service,
      {},
      { ...asked, CallbackURLs: ["http://localhost:3000/", "http://127.0.0.1/", "http://[::1]/"] },
    );
    await service.stop();
  });
});
