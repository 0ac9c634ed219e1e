import { generateKeyPairSync } from "node:crypto";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import type { Expected } from "../../src/gateway/verifier/check-claims.ts";
import type { Claims } from "../../src/gateway/verifier/compact-jws.ts";
import { describeDenial } from "../../src/gateway/verifier/denial.ts";
import { openIssuers } from "../../src/gateway/verifier/issuers.ts";
import type { PoolSource } from "../../src/gateway/verifier/pool-source.ts";
import { servicePools } from "../../src/gateway/verifier/service-pools.ts";
import { createVerifier, type Verdict } from "../../src/gateway/verifier/verifier.ts";
import { serve } from "./support/fake-issuer.ts";
import { forgeriesOf, jwk, mintOf } from "./support/mint.ts";

const mint = mintOf();
const document = { issuer: mint.issuer, keys: mint.jwks.keys };

/** The machine's clock, in the test's hand. */
function testClock() {
  let moved = 0;
  const machineNow = () => new Date(Date.now() + moved);
  return { machineNow, advance: (milliseconds: number) => (moved += milliseconds) } satisfies Pick<
    Clock,
    "machineNow"
  > & {
    advance(milliseconds: number): void;
  };
}

function verifierOver(pools: PoolSource, names: readonly string[] = [mint.poolId], clock = testClock()) {
  const issuers = openIssuers({ pools, clock, origin: () => "http://localhost:9500", pause: 10_000 });
  return createVerifier({ issuers: names.map(issuers), clock, pools });
}

const held: PoolSource = { find: async (poolId) => (poolId === mint.poolId ? document : undefined) };
const checkOf = (verdict: Verdict) => verdict.denied?.check ?? "none";

const expectations = {
  id: { tokenUse: "id", audience: [mint.clientId], groups: ["staff"] },
  access: { tokenUse: "access", audience: [mint.clientId], scopes: ["orders/read"], groups: ["staff"] },
} as const satisfies Record<string, Expected>;

const goodOf = { id: mint.idToken, access: mint.accessToken };

/** What depends on what a route expects. */
const misfits = {
  id: [
    { what: "an access token", token: mint.accessToken(), check: "token_use" },
    { what: "for another client", token: mint.idToken({ aud: "another" }), check: "aud" },
    { what: "of nobody in the group", token: mint.idToken({ "cognito:groups": ["guests"] }), check: "cognito:groups" },
  ],
  access: [
    { what: "an ID token", token: mint.idToken(), check: "token_use" },
    { what: "for another client", token: mint.accessToken({ client_id: "another" }), check: "client_id" },
    { what: "without the scope", token: mint.accessToken({ scope: "profile" }), check: "scope" },
    { what: "without any group", token: mint.accessToken({ "cognito:groups": undefined }), check: "cognito:groups" },
  ],
};

describe.each(["id", "access"] as const)("The verifier, of %s tokens,", (use) => {
  const expected = expectations[use];
  const forgeries = [...forgeriesOf(mint, use), ...misfits[use]];
  /** The package that AWS gives out for the same task. */
  const official = CognitoJwtVerifier.create({
    userPoolId: mint.poolId,
    tokenUse: use,
    clientId: mint.clientId,
    groups: ["staff"],
    ...(use === "access" && { scope: ["orders/read"] }),
  });
  // It insists on AWS's own issuer, so it is told the same pool by that name.
  const asAws = mintOf(mint.poolId, `https://cognito-idp.us-east-1.amazonaws.com/${mint.poolId}`);
  official.cacheJwks({ keys: [jwk as never] });
  const officially = (token: string) =>
    official.verify(token).then(
      () => "accepted",
      () => "refused",
    );

  it("gives the claims of a good one", async () => {
    const verdict = await verifierOver(held).verify(goodOf[use](), expected);
    expect(verdict).toMatchObject({ claims: { sub: "a11ce000-0000-4000-8000-000000000001", token_use: use } });
    expect(await officially(use === "id" ? asAws.idToken() : asAws.accessToken())).toBe("accepted");
  });

  it.each(forgeries)("refuses one $what, and names $check", async ({ token, check }) => {
    const verifier = verifierOver(held);
    for (const _ of ["first", "again"]) expect(checkOf(await verifier.verify(token, expected))).toBe(check);
    const { denied } = await verifier.verify(token, expected);
    expect(describeDenial(denied!)).not.toContain(token.split(".")[1] || "nothing");
    expect(await officially(token)).toBe("refused");
  });

  it("agrees with aws-jwt-verify on every one of them", async () => {
    // To that package a token without an end is good for ever; here it is not.
    const forged = [...forgeriesOf(asAws, use).filter(({ what }) => what !== "without an end"), ...misfits[use]];
    const verifier = verifierOver({ find: async () => ({ ...document, issuer: asAws.issuer }) });
    for (const { what, token } of forged) {
      const ours = (await verifier.verify(token, expected)).denied ? "refused" : "accepted";
      expect([what, ours]).toEqual([what, await officially(token)]);
    }
  });

  it("refuses what is too long unread", async () => {
    const { denied } = await verifierOver(held).verify("x".repeat(100 * 1024), expected);
    expect(denied).toEqual({ check: "form", expected: "at most 65536 characters", found: "102400" });
  });
});

describe("The verifier", () => {
  it.each([
    ["the pool's ARN", `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${mint.poolId}`],
    ["AWS's issuer", `https://cognito-idp.us-east-1.amazonaws.com/${mint.poolId}`],
    ["AWS's newer issuer", `https://issuer-cognito-idp.us-east-1.amazonaws.com/${mint.poolId}`],
    ["the service's own issuer", mint.issuer],
    ["the pool's id", mint.poolId],
  ])("serves a pool held here by %s, without asking AWS", async (_, name) => {
    expect(await verifierOver(held, [name]).verify(mint.idToken())).toHaveProperty("claims");
  });

  it.each([
    "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Elsewhere1",
    "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Elsewhere1",
    "https://something.amazonaws.com/",
  ])("denies the tokens of %s, which is not held here", async (name) => {
    const asked: string[] = [];
    const find: PoolSource["find"] = async (poolId) => void asked.push(poolId);
    const verdict = await verifierOver({ find }, [name]).verify(mint.idToken());
    expect(checkOf(verdict)).toBe("keys");
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  it("never asks amazonaws.com, whatever an issuer of elsewhere says of its keys", async () => {
    const service = await serve(mint);
    const issuer = service.url;
    service.answer = (_, response) =>
      void response.end(
        JSON.stringify({ issuer, jwks_uri: "https://cognito-idp.us-east-1.amazonaws.com/x/jwks.json" }),
      );
    const { denied } = await verifierOver(held, [issuer]).verify(mint.idToken({ iss: issuer }));
    expect(denied).toMatchObject({ check: "keys", found: "cognito-idp.us-east-1.amazonaws.com is never asked" });
  });

  it("takes an issuer of elsewhere by its discovery document", async () => {
    const service = await serve(mint);
    service.answer = (path, response) =>
      void response.end(
        JSON.stringify(path === "/jwks" ? mint.jwks : { issuer: service.url, jwks_uri: `${service.url}/jwks` }),
      );
    const verifier = verifierOver(held, [service.url]);
    expect(await verifier.verify(mint.idToken({ iss: service.url }))).toHaveProperty("claims");
    expect(checkOf(await verifier.verify(mint.idToken()))).toBe("iss");
  });

  it("fetches the keys once, for however many tokens", async () => {
    const service = await serve(mint);
    const verifier = verifierOver(servicePools({ url: service.url, standing: "not asked" }));
    const tokens = Array.from({ length: 20 }, (_, jti) => mint.accessToken({ jti }));
    const verdicts = await Promise.all([...tokens, ...tokens].map((token) => verifier.verify(token)));
    expect(verdicts.filter(({ denied }) => denied)).toEqual([]);
    expect(service.asked).toHaveLength(2);
  });

  it("fetches them again for a key that it does not know, and not for each", async () => {
    const service = await serve(mint);
    const clock = testClock();
    const verifier = verifierOver(servicePools({ url: service.url, standing: "not asked" }), [mint.poolId], clock);
    await verifier.verify(mint.idToken());
    const unknown = forgeriesOf(mint, "id")
      .filter(({ check }) => check === "kid")
      .map(({ token }) => token);
    clock.advance(10_001);
    for (let time = 0; time < 30; time++) expect(checkOf(await verifier.verify(unknown[0]!))).toBe("kid");
    expect(service.asked).toHaveLength(4);
    clock.advance(10_001);
    await verifier.verify(unknown[0]!);
    expect(service.asked).toHaveLength(6);
  });

  it("meets with a new key as soon as a token is signed with it", async () => {
    const clock = testClock();
    let keys: typeof document.keys = [];
    const verifier = verifierOver({ find: async () => ({ ...document, keys }) }, [mint.poolId], clock);
    expect(checkOf(await verifier.verify(mint.idToken()))).toBe("kid");
    keys = document.keys;
    clock.advance(10_001);
    expect(await verifier.verify(mint.idToken())).toHaveProperty("claims");
  });

  it.each<[string, (response: import("node:http").ServerResponse) => void]>([
    ["does not answer", (response) => void response.destroy()],
    ["is broken", (response) => void response.writeHead(500).end("{}")],
    ["says what is no JSON", (response) => void response.end("<html>")],
    ["says something else", (response) => void response.end('{"issuer":"x"}')],
    [
      "sends its client elsewhere",
      (response) => void response.writeHead(302, { location: "https://example.com" }).end(),
    ],
    ["says too much", (response) => void response.end(`{"keys":["${"x".repeat(600_000)}"]}`)],
  ])("denies while the service %s, and goes on once it does", async (_, broken) => {
    const service = await serve(mint);
    const { answer } = service;
    const clock = testClock();
    const verifier = verifierOver(servicePools({ url: service.url, standing: "not asked" }), [mint.poolId], clock);
    service.answer = (__, response) => broken(response);
    for (let time = 0; time < 10; time++) expect(checkOf(await verifier.verify(mint.idToken()))).toBe("keys");
    expect(service.asked.length).toBeLessThanOrEqual(2);
    service.answer = answer;
    clock.advance(10_001);
    expect(await verifier.verify(mint.idToken())).toHaveProperty("claims");
  });

  it("goes on by the keys that it has while the service is away", async () => {
    const service = await serve(mint);
    const verifier = verifierOver(servicePools({ url: service.url, standing: "not asked" }));
    await verifier.verify(mint.idToken());
    service.stop();
    expect(await verifier.verify(mint.idToken({ jti: "another" }))).toHaveProperty("claims");
  });

  it("takes the new name of an issuer that has changed it", async () => {
    const clock = testClock();
    let issuer = "http://localhost:1/old";
    const verifier = verifierOver({ find: async () => ({ ...document, issuer }) }, [mint.poolId], clock);
    expect(checkOf(await verifier.verify(mint.idToken()))).toBe("iss");
    issuer = mint.issuer;
    clock.advance(10_001);
    expect(await verifier.verify(mint.idToken())).toHaveProperty("claims");
  });

  it("remembers a token and still sees it expire", async () => {
    let now = new Date();
    const verifier = verifierOver({ ...held, timeOf: async () => now });
    const token = mint.idToken();
    for (const _ of ["first", "again"]) expect(await verifier.verify(token)).toHaveProperty("claims");
    now = new Date(Date.now() + 3_600_000);
    expect(checkOf(await verifier.verify(token))).toBe("exp");
    now = new Date();
    expect(await verifier.verify(token)).toHaveProperty("claims");
  });

  const { publicKey: another } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  it.each([
    ["has no more", [], "kid"],
    ["has replaced under the same id", [{ ...another.export({ format: "jwk" }), kid: jwk.kid }], "signature"],
  ])("forgets a token whose key its issuer %s", async (_, later, check) => {
    const clock = testClock();
    let keys = document.keys;
    const verifier = verifierOver({ find: async () => ({ ...document, keys }) }, [mint.poolId], clock);
    const token = mint.idToken();
    expect(await verifier.verify(token)).toHaveProperty("claims");
    keys = later;
    clock.advance(10_001);
    // Some other token has the keys read anew.
    await verifier.verify(forgeriesOf(mint, "id").find(({ check }) => check === "kid")!.token);
    expect(checkOf(await verifier.verify(token))).toBe(check);
  });

  it("asks the service where it is to be strict, and denies without an answer", async () => {
    const standings = [
      Promise.resolve({ active: true, now: new Date() }),
      Promise.resolve({ active: false, reason: "the user is disabled", now: new Date() }),
      Promise.reject(new Error("it does not answer")),
    ];
    for (const standing of standings) standing.catch(() => undefined);
    const verifier = verifierOver({ ...held, standingOf: () => standings.shift()! });
    const token = mint.idToken();
    expect(await verifier.verify(token)).toHaveProperty("claims");
    expect((await verifier.verify(token)).denied).toMatchObject({ check: "standing", found: "the user is disabled" });
    expect((await verifier.verify(token)).denied).toMatchObject({ check: "standing", found: "it does not answer" });
  });

  it("never rejects, and keeps a claim of a strange name a plain claim", async () => {
    const token = mint.idToken(JSON.parse('{"__proto__":{"admin":true}}'));
    const verdict = await verifierOver(held).verify(token);
    expect((verdict as { claims: Claims }).claims.admin).toBeUndefined();
  });

  it.each([
    ["RSA of 1024 bits", { ...jwk, n: jwk.n?.slice(0, 172) }],
    ["for encryption", { ...jwk, use: "enc" }],
    ["without an id", { ...jwk, kid: undefined }],
    ["of nothing", { kty: "RSA", kid: jwk.kid }],
  ])("passes over a key %s", async (_, key) => {
    const verifier = verifierOver({ find: async () => ({ ...document, keys: [key] }) });
    expect(checkOf(await verifier.verify(mint.idToken()))).toBe("kid");
  });
});
