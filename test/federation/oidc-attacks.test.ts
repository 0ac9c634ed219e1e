import { createHmac } from "node:crypto";
import { generateKeyPair, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { callback } from "../oauth/app.ts";
import { databases, startForAll } from "../support/start.ts";
import { type BentOidc, bentClient, openBentOidc } from "./bent-oidc.ts";
import { addProvider, bentProvider, type FederatedApp, makeFederatedApp } from "./federated-app.ts";
import { traveller } from "./traveller.ts";

/** What the service says of its refusals. */
const told: { facts: object; text: string }[] = [];
const tell = (facts: object, text: string) => void told.push({ facts, text });
const log = { ...createLog("silent", "local"), info: tell, warn: tell };

describe.each(databases)("Whoever attacks sign-in by OpenID Connect is refused, on %s:", async (kind) => {
  const service = await startForAll(kind, { log });
  let bent: BentOidc;
  let other: BentOidc;
  let app: FederatedApp;

  beforeAll(async () => {
    [bent, other] = await Promise.all([openBentOidc(), openBentOidc()]);
    app = await makeFederatedApp(service.current, bent);
    await addProvider(service.current, app, { ...bentProvider(other), ProviderName: "Other" });
  });
  afterAll(() => Promise.all([bent?.close(), other?.close()]));
  afterEach(() => {
    bent.bend = {};
    bent.person = { sub: "1" };
  });

  const reasons = () => JSON.stringify(told.slice(-3));

  /** Where the provider sends a browser back to, before it goes there. */
  async function leave(browser = traveller(service.current.url)) {
    const { url: there } = await browser.visit(app.authorizeUrl({ identity_provider: "Bent" }));
    const response = await fetch(there, { redirect: "manual" });
    return { browser, back: new URL(response.headers.get("location") ?? "") };
  }

  async function expectInvalidState(landed: { url: URL }) {
    expect([landed.url.pathname, landed.url.searchParams.get("error")]).toEqual([
      `/${app.UserPoolId}/error`,
      "Invalid state",
    ]);
  }

  it("with an answer that another browser asked for (login CSRF)", async () => {
    const { back } = await leave();
    const victim = traveller(service.current.url);
    await expectInvalidState(await victim.visit(back));
    const alsoUnderWay = (await leave()).browser;
    await expectInvalidState(await alsoUnderWay.visit(back));
  });

  it("with an answer that another browser asked for, whose cookie a neighbour of the pool's host has planted", async () => {
    await service.current.control("PUT", "/public-url", { publicUrl: "https://login.example.com" });
    const left = await fetch(app.authorizeUrl({ identity_provider: "Bent" }), { redirect: "manual" });
    const [line = ""] = left.headers.getSetCookie();
    const value = /=([\w-]+);/.exec(line)?.[1];
    const answered = await fetch(left.headers.get("location") ?? "", { redirect: "manual" });
    const { pathname, search } = new URL(answered.headers.get("location") ?? "");
    const arrive = async (cookie: string) => {
      const headers = { cookie };
      const response = await fetch(`${service.current.url}${pathname}${search}`, { headers, redirect: "manual" });
      return new URL(response.headers.get("location") ?? "", service.current.url);
    };
    await expectInvalidState({ url: await arrive(`csrf-state=${value}`) });
    // No host can set one of this name for another (RFC 6265bis, section 4.1.3.2).
    expect(line).toMatch(/^__Host-csrf-state=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await arrive(`__Host-csrf-state=${value}`)).href).toContain(`${callback}?code=`);
    await service.current.control("PUT", "/public-url", { publicUrl: null });
  });

  it("with a state that nobody gave out", async () => {
    const { browser, back } = await leave();
    back.searchParams.set("state", "A".repeat(43));
    await expectInvalidState(await browser.visit(back));
    back.searchParams.delete("state");
    await expectInvalidState(await browser.visit(back));
  });

  it("with an answer for the second time", async () => {
    const { browser, back } = await leave();
    expect((await browser.visit(back)).url.href).toContain(`${callback}?code=`);
    await expectInvalidState(await browser.visit(back));
  });

  it("with an answer after five minutes", async () => {
    const { browser, back } = await leave();
    const path = `/clock?userPoolId=${app.UserPoolId}`;
    await service.current.control("PUT", path, { advance: "PT5M1S" });
    await expectInvalidState(await browser.visit(back));
    await service.current.control("PUT", path, { reset: true });
  });

  it("by mixing up issuers: an answer that says it is another's, whose code goes nowhere", async () => {
    const before = bent.requests.length;
    bent.bend = { answer: (answer) => ({ ...answer, iss: other.issuer }) };
    expect(await app.refusal()).toBe("Invalid id_token");
    expect(bent.requests.slice(before).map(({ path }) => path)).not.toContain("/token");
    bent.bend = { answer: (answer) => ({ ...answer, iss: bent.issuer }) };
    expect(await app.comeBack()).toSatisfy((answer: URLSearchParams) => answer.has("code"));
  });

  it("with an ID token of another issuer", async () => {
    bent.bend = { idToken: (claims) => ({ ...claims, iss: other.issuer }) };
    expect(await app.refusal()).toBe(`Bad id_token issuer ${other.issuer}`);
  });

  it("with an ID token of another attempt, or of none (nonce)", async () => {
    bent.bend = { idToken: (claims) => ({ ...claims, nonce: "another" }) };
    expect(await app.refusal()).toBe("Invalid id_token");
    expect(reasons()).toContain("nonce");
    bent.bend = { idToken: ({ nonce: _, ...claims }) => claims };
    expect(await app.refusal()).toBe("Invalid id_token");
  });

  it("with an ID token for another client (audience)", async () => {
    bent.bend = { idToken: (claims) => ({ ...claims, aud: "another" }) };
    expect(await app.refusal()).toBe("Invalid id_token");
    expect(reasons()).toContain("aud");
    bent.bend = { idToken: (claims) => ({ ...claims, aud: ["another", bentClient.client_id], azp: "another" }) };
    expect(await app.refusal()).toBe("Invalid id_token");
  });

  it("with an ID token that has expired, but for a minute by which clocks may differ", async () => {
    const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
    bent.bend = { idToken: (claims) => ({ ...claims, exp: at(-30) }) };
    expect(await app.refusal()).toBe("there is a code");
    bent.bend = { idToken: (claims) => ({ ...claims, exp: at(-90) }) };
    expect(await app.refusal()).toBe("Invalid id_token");
    bent.bend = { idToken: (claims) => ({ ...claims, nbf: at(90) }) };
    expect(await app.refusal()).toBe("Invalid id_token");
  });

  it("with an ID token under another key, the public key as a secret, or none at all", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    const header = { alg: "RS256", kid: "one" };
    bent.bend = { sign: (claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey) };
    expect(await app.refusal()).toBe("Invalid id_token");

    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const jwks = await (await fetch(`${bent.issuer}/jwks`)).text();
    bent.bend = {
      async sign(claims) {
        const input = `${part({ alg: "HS256", kid: "one" })}.${part(claims)}`;
        return `${input}.${createHmac("sha256", jwks).update(input).digest("base64url")}`;
      },
    };
    expect(await app.refusal()).toBe("Invalid id_token");
    bent.bend = { sign: async (claims) => `${part({ alg: "none" })}.${part(claims)}.` };
    expect(await app.refusal()).toBe("Invalid id_token");
  });

  it("but not an ID token under the client's own secret (HS256)", async () => {
    const secret = new TextEncoder().encode(bentClient.client_secret);
    bent.bend = { sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret) };
    expect(await app.refusal()).toBe("there is a code");
  });

  it("with userInfo of somebody else", async () => {
    bent.bend = { userInfo: (claims) => ({ ...claims, sub: "somebody else" }) };
    expect(await app.refusal()).toBe("Invalid id_token");
  });

  it("who sends the service to hosts that are not configured", async () => {
    const before = other.requests.length;
    const redirecting = await makeFederatedApp(service.current, bent);
    await service.current.sdk().updateIdentityProvider({
      UserPoolId: redirecting.UserPoolId,
      ProviderName: "Bent",
      ProviderDetails: {
        ...bentProvider(bent).ProviderDetails,
        ...{ authorize_url: `${bent.issuer}/authorize`, token_url: `${bent.issuer}/token` },
        ...{ attributes_url: `${bent.issuer}/userinfo`, jwks_uri: `${bent.issuer}/redirecting` },
      },
    });
    bent.redirects.set("/redirecting", `${other.issuer}/jwks`);
    expect(await redirecting.refusal()).toBe("Connection refused");
    expect(other.requests.length).toBe(before);
  });

  it("with an answer that has no end, or is none", async () => {
    bent.bend = {
      token(response) {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ access_token: "x".repeat(2 * 1024 * 1024), token_type: "Bearer" }));
      },
    };
    expect(await app.refusal()).toBe("Connection refused");
    bent.bend = { token: (response) => void response.destroy() };
    expect(await app.refusal()).toBe("Connection reset");
    bent.bend = { token: (response) => void response.writeHead(200).end("<html>") };
    expect(await app.refusal()).toBe("Invalid id_token");
  });

  it("or who does not answer, within five seconds", async () => {
    bent.bend = { token: () => undefined };
    other.bend = { jwks: () => undefined };
    const before = Date.now();
    const throughOther = traveller(service.current.url, other.issuer).visit(
      app.authorizeUrl({ identity_provider: "Other" }),
    );
    expect(await app.refusal()).toBe("Timeout occurred in calling IdP token endpoint");
    expect((await throughOther).url.searchParams.get("error_description")).toBe("Timeout in calling jwks uri");
    expect(Date.now() - before).toBeLessThan(7000);
    other.bend = {};
  }, 10_000);

  it("with a link for an app that registered itself: nobody goes to a provider without being asked", async () => {
    const pool = { DcrConfiguration: { OpenDcrEnabled: true } };
    const open = await makeFederatedApp(service.current, bent, { pool });
    const stranger = "https://stranger.example/";
    const registered = await fetch(`${open.base}/oauth2/register`, {
      ...{ method: "POST", headers: { "content-type": "application/json" } },
      body: JSON.stringify({ redirect_uris: [stranger], client_name: "A stranger", scope: "openid" }),
    });
    const { client_id } = (await registered.json()) as { client_id: string };
    const asked = open.authorizeUrl({ client_id, redirect_uri: stranger, identity_provider: "Bent" });
    const browser = traveller(service.current.url, bent.issuer);
    const before = bent.requests.length;
    const page = await browser.visit(asked);
    expect([page.url.pathname, bent.requests.length]).toEqual([`/${open.UserPoolId}/login`, before]);
    expect(page.text).toContain("A stranger (stranger.example) wants you to sign in.");
    const chosen = { method: "POST", body: new URLSearchParams({ identity_provider: "Bent" }) };
    const forged = await browser.visit(`${open.base}/selectProvider${page.url.search}`, chosen);
    expect([forged.page?.status, bent.requests.length]).toEqual([403, before]);

    const form = /<form[^>]*selectProvider[^>]*>.*?<\/form>/s.exec(page.text)?.[0] ?? "";
    const { url } = await browser.submit({ url: page.url, text: form }, { identity_provider: "Bent" });
    expect(url.href).toContain(`${stranger}?code=`);
    const silent = await browser.visit(asked);
    expect(silent.url.pathname).toBe(`/${open.UserPoolId}/login`);
  });

  it("and a provider's own refusal is told to the app", async () => {
    bent.bend = {
      token: (response) =>
        void response.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}'),
    };
    expect(await app.refusal()).toBe("Bent Error - 400 invalid_grant");
  });

  it("and one that wants the secret by Basic fails, of which the log says that AWS fails, too", async () => {
    bent.bend = {
      token(response) {
        const headers = { "content-type": "application/json", "www-authenticate": 'Basic realm="bent"' };
        response.writeHead(401, headers).end('{"error":"invalid_client"}');
      },
    };
    expect(await app.refusal()).toBe("Bent Error - 401 invalid_client");
    expect(reasons()).toContain("AWS sends it in the body alone (client_secret_post) and fails, too");
    const { authorization, body } = bent.requests.findLast(({ path }) => path === "/token") ?? {};
    expect([authorization, body?.get("client_secret")]).toEqual([undefined, bentClient.client_secret]);
  });
});
