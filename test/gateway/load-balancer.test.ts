import { setTimeout } from "node:timers/promises";
import { AlbJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import type { ALBEvent } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { backendOf, type Handle } from "./support/backend.ts";
import { gatewayForAll } from "./support/gateway.ts";
import { loadBalancerOf } from "./support/load-balancer.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();
const secret = "the client's secret: with + and %";

/** A pool's endpoints as a load balancer calls them, in the test's hand. */
const provider = {
  calls: [] as { path: string; authorization: string | undefined; body: URLSearchParams }[],
  token: (() => undefined) as Handle,
  userInfo: (() => undefined) as Handle,
};
const providerUrl = await backendOf(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  const { authorization } = request.headers;
  provider.calls.push({ path: request.url ?? "", authorization, body: new URLSearchParams(text) });
  (request.url === "/token" ? provider.token : provider.userInfo)(request, response);
});

const json =
  (value: object, status = 200): Handle =>
  (_, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

beforeEach(() => {
  provider.calls = [];
  provider.token = json({ access_token: "the-access-token", refresh_token: "the-refresh-token", expires_in: 3600 });
  provider.userInfo = json({ sub: "a11ce000", email: "alice@example.com" });
});

const { apis, big } = await loadBalancerOf();

describe("A load balancer", () => {
  const gateway = gatewayForAll(apis, {
    mint,
    functions: { Echo: (event: ALBEvent) => ({ statusCode: 200, body: JSON.stringify(event) }) } as never,
    findSignIn: async () => ({
      ...{ issuer: mint.issuer, clientSecret: secret, authorizeUrl: "http://login.example/authorize" },
      ...{ tokenUrl: `${providerUrl}/token`, userInfoUrl: `${providerUrl}/userInfo` },
    }),
  });

  /** Someone with a browser that keeps cookies. */
  function browser() {
    const cookies = new Map<string, string>();
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(`${gateway.current.urls.Listener}${path}`, {
        redirect: "manual",
        headers: { ...headers, ...(cookie !== "" && { cookie }) },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = "", rest = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
        if (rest.includes("Max-Age=0")) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    };
    /** Asks for a path, is sent to sign in, and comes back with a code. */
    const signInAt = async (path: string) => {
      const sent = new URL((await get(path)).headers.get("location") ?? "");
      return get(
        `/oauth2/idpresponse?${new URLSearchParams({ code: "the-code", state: sent.searchParams.get("state")! })}`,
      );
    };
    return { cookies, get, signInAt };
  }

  it("sends who is not signed in to the pool, and lets them in once they come back", async () => {
    const { get, cookies } = browser();
    const sent = await get("/orders?x=1");
    const url = new URL(sent.headers.get("location") ?? "");
    expect([sent.status, url.origin + url.pathname]).toEqual([302, "http://login.example/authorize"]);
    const redirectUri = `${gateway.current.urls.Listener}/oauth2/idpresponse`;
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ client_id: mint.clientId, redirect_uri: redirectUri, response_type: "code", scope: "openid" },
      state: expect.any(String),
    });

    const back = await get(`/oauth2/idpresponse?code=the-code&state=${url.searchParams.get("state")}`);
    expect([back.status, back.headers.get("location")]).toEqual([302, `${gateway.current.urls.Listener}/orders?x=1`]);
    const basic = Buffer.from([mint.clientId, secret].map(encodeURIComponent).join(":")).toString("base64");
    expect(
      provider.calls.map(({ path, authorization, body }) => [path, authorization, Object.fromEntries(body)]),
    ).toEqual([
      ["/token", `Basic ${basic}`, { grant_type: "authorization_code", code: "the-code", redirect_uri: redirectUri }],
      ["/userInfo", "Bearer the-access-token", {}],
    ]);
    for (const line of back.headers.getSetCookie()) expect(line).toMatch(/Path=\/; HttpOnly; SameSite=Lax$/);
    expect([...cookies.keys()]).toEqual(["AWSELBAuthSessionCookie-0"]);
    expect(cookies.get("AWSELBAuthSessionCookie-0")).not.toContain("the-access-token");

    const { headers } = (await (await get("/orders?x=1")).json()) as { headers: Record<string, string> };
    expect(headers).toMatchObject({
      "x-amzn-oidc-accesstoken": "the-access-token",
      "x-amzn-oidc-identity": "a11ce000",
      "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
  });

  it("signs what it tells of a person, so that AWS's own verifier accepts it", async () => {
    const { get, signInAt } = browser();
    await signInAt("/");
    const { headers } = (await (await get("/")).json()) as { headers: Record<string, string> };
    const data = headers["x-amzn-oidc-data"] ?? "";
    const albArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
    const jwksUri = `${gateway.current.urls.Listener}/_poolhouse/public-keys`;
    // The package fetches by https alone.
    const fetcher = { fetch: async (uri: string) => (await fetch(uri)).arrayBuffer() };
    const jwksCache = new AlbJwksCache({ fetcher });
    const verifierFor = (arn: string) =>
      AlbJwtVerifier.create({ issuer: mint.issuer, clientId: mint.clientId, albArn: arn, jwksUri }, { jwksCache });
    expect(await verifierFor(albArn).verify(data)).toMatchObject({
      sub: "a11ce000",
      email: "alice@example.com",
      iss: mint.issuer,
    });
    await expect(verifierFor(albArn.replace("shop", "other")).verify(data)).rejects.toThrow();
    const [head, , signature] = data.split(".");
    const forged = `${head}.${Buffer.from('{"sub":"mallory"}').toString("base64url")}.${signature}`;
    await expect(verifierFor(albArn).verify(forged)).rejects.toThrow();
    for (const part of data.split(".")) expect(part.length % 4).toBe(0);
    expect((await fetch(`${jwksUri}/${"0".repeat(36)}`)).status).toBe(404);
  });

  it("keeps a long session in several cookies", async () => {
    provider.token = json({ access_token: "a".repeat(3000), refresh_token: "b".repeat(3000), expires_in: 3600 });
    const { get, signInAt, cookies } = browser();
    await signInAt("/");
    expect([...cookies.keys()]).toEqual([0, 1, 2].map((index) => `AWSELBAuthSessionCookie-${index}`));
    expect((await get("/")).status).toBe(200);
    cookies.delete("AWSELBAuthSessionCookie-1");
    expect((await get("/")).status).toBe(302);
  });

  it("renews the access token, and asks anew where that is refused", async () => {
    provider.token = json({ access_token: "old", refresh_token: "refresh", expires_in: -1 });
    const { get, signInAt } = browser();
    await signInAt("/");
    provider.token = json({ access_token: "new", expires_in: -1 });
    const renewed = await get("/");
    expect(((await renewed.json()) as { headers: object }).headers).toMatchObject({ "x-amzn-oidc-accesstoken": "new" });
    expect(Object.fromEntries(provider.calls.at(-2)!.body)).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh",
    });
    provider.token = json({ error: "invalid_grant" }, 400);
    expect((await get("/")).status).toBe(302);
  });

  it("denies or lets pass who is not signed in, as its rule says", async () => {
    const { get, signInAt } = browser();
    const denied = await get("/api/x");
    expect([denied.status, await denied.text()]).toEqual([401, ""]);
    expect(gateway.current.lastDenial).toBe("session: expected a session in AWSELBAuthSessionCookie, found none");
    const open = (await (await get("/open/x")).json()) as { headers: object };
    expect(Object.keys(open.headers).filter((name) => name.startsWith("x-amzn-oidc"))).toEqual([]);
    await signInAt("/");
    expect((await get("/api/x")).status).toBe(200);
  });

  it("lets nobody say themselves who they are", async () => {
    const { get } = browser();
    const forged = { "x-amzn-oidc-identity": "mallory", "X-Amzn-Oidc-Data": "x", "x-amzn-oidc-accesstoken": "x" };
    const { headers } = (await (await get("/open/x", forged)).json()) as { headers: object };
    expect(Object.keys(headers).filter((name) => name.startsWith("x-amzn-oidc"))).toEqual([]);
  });

  it("lets an app sign people out by ending its cookies", async () => {
    const { get, signInAt } = browser();
    await signInAt("/");
    expect((await get("/sign-out")).status).toBe(200);
    expect((await get("/")).status).toBe(302);
  });

  it("sends nobody to another host, whatever path they asked for", async () => {
    const { headers } = await browser().signInAt("//evil.example/a");
    expect(headers.get("location")).toBe(`${gateway.current.urls.Listener}//evil.example/a`);
  });

  it.each([
    ["a made-up state", "made-up"],
    ["no state", ""],
  ])("refuses to come back with %s", async (_, state) => {
    const answer = await browser().get(`/oauth2/idpresponse?code=x&state=${state}`);
    expect(answer.status).toBe(401);
    expect(gateway.current.lastDenial).toMatch(/^state: expected/);
    expect(provider.calls).toEqual([]);
  });

  it("refuses a state that another browser was given", async () => {
    const victim = browser();
    const sent = new URL((await browser().get("/")).headers.get("location") ?? "");
    const answer = await victim.get(`/oauth2/idpresponse?code=stolen&state=${sent.searchParams.get("state")}`);
    expect([answer.status, victim.cookies.size]).toEqual([401, 0]);
  });

  it("refuses an altered cookie", async () => {
    const { get, signInAt, cookies } = browser();
    await signInAt("/");
    const name = "AWSELBAuthSessionCookie-0";
    const sealed = cookies.get(name) ?? "";
    cookies.set(name, sealed.slice(0, 20) + (sealed[20] === "A" ? "B" : "A") + sealed.slice(21));
    expect((await get("/")).status).toBe(302);
  });

  it.each<[string, () => void, number]>([
    ["refuses the code", () => (provider.token = json({ error: "invalid_grant" }, 400)), 561],
    ["fails", () => (provider.token = json({}, 500)), 502],
    ["hangs up", () => (provider.token = (_, response) => void response.destroy()), 502],
    ["gives no token", () => (provider.token = json({})), 500],
    ["tells nobody's name", () => (provider.userInfo = json({ email: "x" })), 500],
    ["tells too much", () => (provider.userInfo = json({ sub: "x", blob: "x".repeat(12_000) })), 500],
  ])("answers for a pool that %s", async (_, set, status) => {
    set();
    expect((await browser().signInAt("/")).status).toBe(status);
  });

  it("tells that signing in failed", async () => {
    const { get } = browser();
    const sent = new URL((await get("/")).headers.get("location") ?? "");
    const state = sent.searchParams.get("state");
    expect((await get(`/oauth2/idpresponse?error=access_denied&state=${state}`)).status).toBe(561);
  });

  it("answers, redirects and forwards as its rules say", async () => {
    const { get } = browser();
    expect(await (await get("/health")).text()).toBe("ok");
    const moved = await get("/old/a");
    expect([moved.status, moved.headers.get("location")]).toEqual([
      301,
      `${gateway.current.urls.Listener}/new/old/a?a=1`,
    ]);
    expect(await (await get("/function?a=%20b")).json()).toMatchObject({
      ...{
        httpMethod: "GET",
        path: "/function",
        queryStringParameters: { a: "%20b" },
        body: "",
        isBase64Encoded: false,
      },
      requestContext: { elb: { targetGroupArn: "Functions" } },
    });
    expect([(await get("/away")).status, (await get("/nobody")).status]).toEqual([502, 503]);
  });

  it("hands 100 MB on as they come, and no sooner than they are taken", async () => {
    const response = await browser().get("/big");
    let length = 0;
    for await (const chunk of response.body!) {
      if (length === 0) await setTimeout(300); // whoever kept them all would have them by then
      if (length === 0) expect(big.megabytesSent).toBeLessThan(50);
      length += chunk.length;
    }
    expect(length).toBe(100 * 1024 * 1024);
  });

  it("refuses headers of more than 64 KB", async () => {
    expect((await browser().get("/", { "x-long": "x".repeat(100 * 1024) })).status).toBe(400);
  });
});
