import { beforeAll, describe, expect, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { callback, makeWebApp, type WebApp } from "./app.ts";

const nasty = [
  "",
  "\0",
  "a\0b",
  "\r\nx-injected: 1",
  "\ud800",
  "%",
  "%00%zz",
  "constructor",
  "__proto__",
  "'; drop table users; --",
  "<script>alert(1)</script>",
  "x".repeat(5000),
  "é😀".repeat(50),
  "a b+c&d=e#f?g",
];

describe.each(databases)("Whatever the endpoints of OAuth are sent, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;
  beforeAll(async () => {
    app = await makeWebApp(service.current, { GenerateSecret: true }, { DcrConfiguration: { OpenDcrEnabled: true } });
    await peopleOf(service.current, app).make("anna");
  });

  /** Answered with a refusal or a redirect of the service's own, and with no header of the sender's. */
  async function expectCalm(what: string, request: Promise<Response>): Promise<void> {
    const response = await request;
    expect(response.status, what).toBeLessThan(500);
    expect(response.headers.has("x-injected"), what).toBe(false);
    await response.arrayBuffer();
  }

  const ofAuthorize = [
    ...["client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "resource", "lang"],
    ...["code_challenge_method", "prompt", "login_hint", "identity_provider", "idp_identifier"],
  ];
  it.each(ofAuthorize)("/oauth2/authorize, /login and /logout stay calm: %s", async (name) => {
    for (const value of nasty) {
      const url = app.authorizeUrl({ scope: "openid", [name]: value });
      await expectCalm(`${name}=${value}`, fetch(url, { redirect: "manual" }));
      for (const path of ["/login", "/logout"]) {
        await expectCalm(`${path} ${name}=${value}`, fetch(`${app.base}${path}${url.search}`, { redirect: "manual" }));
      }
      const leave = new URLSearchParams({ client_id: app.ClientId, logout_uri: value });
      await expectCalm(`logout_uri=${value}`, fetch(`${app.base}/logout?${leave}`, { redirect: "manual" }));
    }
  });

  const ofToken = [
    "grant_type",
    "client_id",
    "client_secret",
    "code",
    "redirect_uri",
    "code_verifier",
    "refresh_token",
  ];
  it.each([...ofToken, "scope", "token"])("/oauth2/token and /oauth2/revoke stay calm: %s", async (name) => {
    const fields = { client_id: app.ClientId, client_secret: app.secret ?? "", redirect_uri: callback };
    for (const value of nasty) {
      for (const grant_type of ["authorization_code", "refresh_token", "client_credentials"]) {
        const body = new URLSearchParams({ ...fields, grant_type, [name]: value });
        for (const path of ["token", "revoke"]) {
          await expectCalm(`${path} ${name}=${value}`, fetch(`${app.base}/oauth2/${path}`, { method: "POST", body }));
        }
      }
    }
  });

  it("a form of many parameters is judged in no time", async () => {
    const body = Array.from({ length: 13_000 }, (_, index) => index.toString(36).padStart(3, "0")).join("=&");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const began = performance.now();
    for (const path of ["token", "revoke"]) {
      const answer = await fetch(`${app.base}/oauth2/${path}`, { method: "POST", body, headers });
      expect(answer.status, path).toBe(400);
    }
    expect(performance.now() - began).toBeLessThan(500);
  });

  it("headers and cookies are only read", async () => {
    // What a header may hold at all: fetch refuses the rest.
    const sendable = nasty.filter((value) => /^[\x20-\x7e]*$/.test(value));
    for (const value of sendable) {
      for (const authorization of [value, `Bearer ${value}`, `Basic ${value}`, `Basic ${btoa(value)}`]) {
        for (const path of ["userInfo", "token", "revoke", "register"]) {
          const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
          const body = path === "userInfo" ? undefined : "grant_type=refresh_token&token=x";
          const method = body === undefined ? "GET" : "POST";
          await expectCalm(`${path} ${authorization}`, fetch(`${app.base}/oauth2/${path}`, { method, headers, body }));
        }
      }
      const headers = { cookie: `cognito=${value}` };
      await expectCalm(`cookie ${value}`, fetch(app.authorizeUrl(), { headers, redirect: "manual" }));
    }
  });

  it("metadata of apps is only read", async () => {
    const values = [...nasty, null, 1, true, [], {}, [null], [[]], [{}]];
    for (const name of ["redirect_uris", "grant_types", "token_endpoint_auth_method", "client_name", "scope"]) {
      for (const value of values.flatMap((one) => [one, [one]])) {
        const body = JSON.stringify({ redirect_uris: [callback], [name]: value });
        await expectCalm(`${name} ${body}`, fetch(`${app.base}/oauth2/register`, { method: "POST", body }));
      }
    }
  });
});
