import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createGuard,
  expressGuard,
  fastifyGuard,
  type Guard,
  type GuardOptions,
  honoGuard,
  type Need,
} from "../../src/gateway/index.ts";
import { defaultApp, peopleOf, type Tokens } from "../support/people.ts";
import { startForAll } from "../support/start.ts";

const need: Need = {
  tokenUse: "access",
  audience: [defaultApp.ClientId],
  scopes: ["aws.cognito.signin.user.admin"],
  groups: ["admins"],
};

interface Application {
  readonly url: string;
  close(): unknown;
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The same application in each framework: one guarded route that tells whom the token speaks for. */
const frameworks: Record<string, (guard: Guard) => Promise<Application>> = {
  async Hono(guard) {
    const app = new Hono();
    app.use("/orders", honoGuard(guard, need));
    app.get("/orders", (c) => c.json({ user: claimsOf(c.req.raw).username }));
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    await once(server.listen(0, "127.0.0.1"), "listening");
    return { url: urlOf(server), close: () => server.close() };
  },
  async Express(guard) {
    const app = express();
    app.use("/orders", expressGuard(guard, need));
    app.get("/orders", (request, response) => void response.json({ user: claimsOf(request).username }));
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { url: urlOf(server), close: () => server.close() };
  },
  async Fastify(guard) {
    const app = fastify();
    app.get("/orders", { onRequest: fastifyGuard(guard, need) }, async (request) => ({
      user: claimsOf(request).username,
    }));
    return { url: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
  },
};

describe.each(Object.entries(frameworks))("The guard in a %s server", async (_, build) => {
  const service = await startForAll("memory");
  const denials: string[] = [];
  let application: Application;
  let tokens: { readonly alice: Tokens; readonly bob: Tokens };
  const get = (authorization?: string) =>
    fetch(`${application.url}/orders`, { headers: authorization === undefined ? {} : { authorization } });

  beforeAll(async () => {
    const guard = createGuard({
      poolhouse: service.current.url,
      issuers: [defaultApp.UserPoolId],
      explain: "header",
      onDenied: (__, text) => void denials.push(text),
    });
    application = await build(guard);
    const people = peopleOf(service.current);
    tokens = { alice: await people.signIn("alice"), bob: await people.signIn("bob") };
  });
  afterAll(() => void application?.close());

  it.each(["Bearer ", "bearer ", ""])("lets somebody pass whose token has all that is needed (%j)", async (scheme) => {
    const response = await get(`${scheme}${tokens.alice.AccessToken}`);
    expect([response.status, await response.json()]).toEqual([200, { user: "alice" }]);
  });

  it("answers 401 to a request without a token", async () => {
    const response = await get();
    expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized" }]);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(response.headers.get("x-poolhouse-denied")).toBe(
      "token: expected a token in the header Authorization, found none",
    );
    expect(denials.at(-1)).toBe(response.headers.get("x-poolhouse-denied"));
  });

  it("answers 401 to an ID token, and names token_use", async () => {
    const response = await get(`Bearer ${tokens.alice.IdToken}`);
    expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized" }]);
    expect(response.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    expect(response.headers.get("x-poolhouse-denied")).toBe("token_use: expected access, found id");
  });

  it("answers 403 to somebody who is not in the group", async () => {
    const response = await get(`Bearer ${tokens.bob.AccessToken}`);
    expect([response.status, await response.json()]).toEqual([403, { message: "Forbidden" }]);
    expect(response.headers.get("x-poolhouse-denied")).toBe("cognito:groups: expected admins, found none");
  });
});

describe("A guard", async () => {
  const service = await startForAll("memory");
  const guardOf = (options: Partial<GuardOptions> = {}) =>
    createGuard({ poolhouse: `${service.current.url}/`, issuers: [defaultApp.UserPoolId], ...options });
  const request = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

  it("lets no route take a request for guarded that none was", () => {
    expect(() => claimsOf(new Request("http://localhost"))).toThrow("No guard has let this request pass.");
  });

  it("takes a header that came twice for no token", async () => {
    const { AccessToken } = await peopleOf(service.current).signIn("alice");
    const twice = [
      { Authorization: `Bearer ${AccessToken}`, authorization: "Bearer another" },
      { authorization: [`Bearer ${AccessToken}`, "Bearer another"] },
    ];
    for (const headers of twice) {
      expect(await guardOf().authorize({ headers })).toMatchObject({ refusal: { denial: { check: "form" } } });
    }
    expect(await guardOf().authorize({ headers: { authorization: [`Bearer ${AccessToken}`] } })).toHaveProperty(
      "claims",
    );
  });

  it("names the scopes that would do", async () => {
    const { AccessToken } = await peopleOf(service.current).signIn("alice");
    const authorization = await guardOf().authorize(request(AccessToken), { scopes: ["orders/read", "orders/write"] });
    expect(authorization).toMatchObject({
      allowed: false,
      refusal: {
        status: 403,
        headers: { "www-authenticate": 'Bearer error="insufficient_scope", scope="orders/read orders/write"' },
      },
    });
  });

  it("goes on as AWS does where a user was signed out, and not where it is strict", async () => {
    const people = peopleOf(service.current);
    const { AccessToken, IdToken } = await people.makeSignedIn("erin");
    const [lax, strict] = [guardOf(), guardOf({ standing: "strict" })];
    for (const guard of [lax, strict]) expect(await guard.authorize(request(AccessToken))).toHaveProperty("claims");
    await people.cognito.globalSignOut({ AccessToken });
    for (const token of [AccessToken, IdToken]) {
      expect(await lax.authorize(request(token))).toHaveProperty("claims");
      expect(await strict.authorize(request(token))).toMatchObject({
        refusal: { denial: { check: "standing", found: "it was revoked, or its user was signed out" } },
      });
    }
  });

  it.each([
    ["disabled", "the user is disabled", "adminDisableUser"],
    ["deleted", "the user is not there any more", "adminDeleteUser"],
  ] as const)("refuses somebody who was %s, where it is strict", async (what, found, operation) => {
    const people = peopleOf(service.current);
    const { IdToken } = await people.makeSignedIn(what);
    const strict = guardOf({ standing: "strict" });
    expect(await strict.authorize(request(IdToken))).toHaveProperty("claims");
    await people.cognito[operation]({ UserPoolId: defaultApp.UserPoolId, Username: what });
    expect(await strict.authorize(request(IdToken))).toMatchObject({
      refusal: { denial: { check: "standing", found } },
    });
  });

  it("goes by the clock that a test has moved, where it is strict", async () => {
    const people = peopleOf(service.current);
    const before = await people.signIn("alice");
    const strict = guardOf({ standing: "strict" });
    await service.current.control("PUT", "/clock", { advance: "PT2H" });
    expect(await strict.authorize(request(before.IdToken))).toMatchObject({ refusal: { denial: { check: "exp" } } });
    const after = await people.signIn("alice");
    expect(await strict.authorize(request(after.IdToken))).toHaveProperty("claims");
    expect(await guardOf().authorize(request(after.IdToken))).toMatchObject({ refusal: { denial: { check: "iat" } } });
    await service.current.control("PUT", "/clock", { reset: true });
  });

  it("refuses what the service does not answer for, where it is strict", async () => {
    const { AccessToken } = await peopleOf(service.current).signIn("alice");
    const strict = guardOf({ standing: "strict", controlToken: "wrong", poolhouse: service.current.url });
    expect(await strict.authorize(request(AccessToken))).toHaveProperty("claims");
    const nowhere = guardOf({ poolhouse: "http://127.0.0.1:1" });
    expect(await nowhere.authorize(request(AccessToken))).toMatchObject({
      allowed: false,
      refusal: { status: 401, denial: { check: "keys" } },
    });
  });
});

describe("A strict guard of a service with a control token", async () => {
  const service = await startForAll("memory", { environment: { POOLHOUSE_CONTROL_TOKEN: "open-sesame" } });

  it.each([
    [undefined, false],
    ["wrong", false],
    ["open-sesame", true],
  ])("lets pass with the right one alone (%s)", async (controlToken, allowed) => {
    const { AccessToken } = await peopleOf(service.current).signIn("alice");
    const guard = createGuard({
      ...{ poolhouse: service.current.url, issuers: [defaultApp.UserPoolId], standing: "strict", controlToken },
    });
    const authorization = await guard.authorize({ headers: { authorization: `Bearer ${AccessToken}` } });
    expect(authorization.allowed).toBe(allowed);
    if (!authorization.allowed) {
      expect(authorization.refusal.denial).toMatchObject({
        check: "standing",
        found: "/_poolhouse/introspect was answered with 401",
      });
    }
  });
});
