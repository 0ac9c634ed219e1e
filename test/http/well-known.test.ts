import { Hono } from "hono";
import { afterAll, describe, expect, it } from "vitest";
import { machineClock } from "../../src/clock.ts";
import type { DomainUrls } from "../../src/domain/pool-domain/domain-url.ts";
import { urlOfDomain } from "../../src/domain/pool-domain/domain-url.ts";
import { newDomain } from "../../src/domain/pool-domain/new-domain.ts";
import { health } from "../../src/http/health.ts";
import { wellKnown } from "../../src/http/well-known.ts";
import { createLog } from "../../src/log.ts";
import { machineRandom } from "../../src/random.ts";
import { populate } from "../store/examples.ts";
import { open } from "../store/instances.ts";

const clock = machineClock();

describe("A pool's documents", async () => {
  const database = await open({ kind: "memory" });
  afterAll(() => database.close());
  const { pool } = await populate(database);
  let form: DomainUrls = "path";
  let publicUrl = "http://localhost:9500";
  const app = new Hono().route(
    "/",
    wellKnown({
      database,
      publicUrl: () => publicUrl,
      issuer: ({ id }) => `https://issuer.example/${id}`,
      domainUrl: (domain) => urlOfDomain(form, publicUrl, domain),
    }),
  );
  const paths = ["jwks.json", "openid-configuration"].map((name) => `/${pool.id}/.well-known/${name}`);
  const [jwks = "", discovery = ""] = paths;

  it("show its two public keys and nothing else of them", async () => {
    const { keys } = (await (await app.request(jwks)).json()) as { keys: object[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    expect(keys).toEqual((await database.pools.signingKeys(pool.id)).map(({ publicJwk }) => publicJwk));
  });

  const document = async () => (await app.request(discovery)).json();
  const always = {
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: `https://issuer.example/${pool.id}`,
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  };
  const endpoints = (base: string) => ({
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    token_endpoint: `${base}/oauth2/token`,
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  });

  it("name no endpoint of OAuth while the pool has no domain", async () => {
    const jwks_uri = `${publicUrl}/${pool.id}/.well-known/jwks.json`;
    expect(await document()).toEqual({ ...always, jwks_uri });
  });

  it("name every endpoint under the public URL that holds now, and the issuer as it is", async () => {
    await database.domains.insert(newDomain({ clock, random: machineRandom }, { pool, input: { Domain: "people" } }));
    publicUrl = "http://localhost:32768";
    const base = `${publicUrl}/${pool.id}`;
    const jwks_uri = `${base}/.well-known/jwks.json`;
    expect(await document()).toEqual({ ...always, jwks_uri, ...endpoints(base) });
    publicUrl = "http://localhost:9500";
  });

  it("name the domain's own host where that is asked for, and a custom domain before a prefix", async () => {
    form = "host";
    const jwks_uri = `${publicUrl}/${pool.id}/.well-known/jwks.json`;
    expect(await document()).toEqual({ ...always, jwks_uri, ...endpoints("http://people.auth.localhost:9500") });
    const CustomDomainConfig = { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" };
    await database.domains.insert(
      newDomain({ clock, random: machineRandom }, { pool, input: { Domain: "id.example.com", CustomDomainConfig } }),
    );
    expect(await document()).toEqual({ ...always, jwks_uri, ...endpoints("http://id.example.com:9500") });
    form = "path";
  });

  it.each(paths)("are for pages of any origin (%s)", async (path) => {
    const headers = { Origin: "https://app.example", "Access-Control-Request-Method": "GET" };
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const response = await app.request(path, { method, headers });
      expect(response.ok).toBe(true);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  it.each(paths)("are asked for afresh, and sent again only when they changed (%s)", async (path) => {
    const first = await app.request(path);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const headers = { "If-None-Match": first.headers.get("etag") ?? "" };
    expect((await app.request(path, { headers })).status).toBe(304);
    expect((await app.request(path, { headers: { "If-None-Match": '"another"' } })).status).toBe(200);
  });

  it("change their mark when the public URL does", async () => {
    const etag = (await app.request(discovery)).headers.get("etag") ?? "";
    publicUrl = "http://localhost:32768";
    expect((await app.request(discovery, { headers: { "If-None-Match": etag } })).status).toBe(200);
    publicUrl = "http://localhost:9500";
  });

  it("are not there for a pool that is not", async () => {
    const response = await app.request("/us-east-1_Nobody/.well-known/jwks.json");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "User pool us-east-1_Nobody does not exist." });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("open no other face to pages of any origin", async () => {
    const response = await app.request("/_poolhouse/.well-known/jwks.json");
    expect(response.status).toBe(404);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("GET /health", () => {
  it("is 200 while the database answers, and 503 once it does not", async () => {
    const database = await open({ kind: "memory" });
    const app = health({ database, log: createLog("silent", "local") });
    const served = await app.request("/health");
    expect([served.status, await served.json()]).toEqual([200, { status: "ok" }]);
    expect(served.headers.get("cache-control")).toBe("no-store");
    await database.close();
    const closed = await app.request("/health");
    expect([closed.status, await closed.json()]).toEqual([503, { status: "unavailable" }]);
  });
});
