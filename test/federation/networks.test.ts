import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import type { CreateIdentityProviderCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { machineClock } from "../../src/clock.ts";
import type { Upstream } from "../../src/domain/federation/upstream.ts";
import { detailsOf } from "../../src/domain/identity-provider/describe-identity-provider.ts";
import { newIdentityProvider } from "../../src/domain/identity-provider/new-identity-provider.ts";
import { federation } from "../../src/federation/index.ts";
import { standardSchema } from "../domain/standard-schema.ts";
import { apple, facebook, google } from "../operations/identity-providers.ts";
import { examplePool } from "../store/examples.ts";

type Provider = Omit<CreateIdentityProviderCommandInput, "UserPoolId">;

const amazon: Provider = {
  ...google,
  ...{ ProviderName: "LoginWithAmazon", ProviderType: "LoginWithAmazon" },
};
const developerKey = generateKeyPairSync("ec", { namedCurve: "P-256" });
const secrets = { state: "the-state", nonce: "the-nonce", requestId: "_unused" };

/** How a network of the pool's is reached that is no stand-in. */
function upstreamOf(given: Provider): Upstream {
  const services = { clock: machineClock(), localUrls: "taken" } as const;
  const provider = newIdentityProvider(services, examplePool({ SchemaAttributes: standardSchema }), given);
  return {
    ...{ poolId: "us-east-1_Example", name: provider.id, type: provider.content.type, details: detailsOf(provider) },
    wanted: Object.values(provider.content.attributeMapping),
    ...{ base: "https://shop.auth.example.com", now: new Date() },
    keys: () => Promise.reject(new Error("SAML alone needs keys")),
  };
}

// The networks' own endpoints, which nobody reaches from a test: what they are asked, and what comes of their answers.
describe("A social network that is no stand-in", () => {
  const asked: { method: string; url: URL; body: URLSearchParams; authorization: string | null }[] = [];
  let key: Awaited<ReturnType<typeof generateKeyPair>>;

  beforeAll(async () => {
    key = await generateKeyPair("RS256");
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    asked.length = 0;
  });

  /** Answers in the place of the network: JSON by host and path. */
  function answering(answers: Readonly<Record<string, object>>): void {
    vi.stubGlobal("fetch", async (target: URL, { method = "GET", headers, body }: RequestInit) => {
      asked.push({
        ...{ method, url: target, body: new URLSearchParams(String(body ?? "")) },
        authorization: new Headers(headers).get("authorization"),
      });
      return Response.json(answers[target.host + target.pathname] ?? {}, {
        status: answers[target.host + target.pathname] ? 200 : 404,
      });
    });
  }

  const tokens = { access_token: "an-access-token", token_type: "bearer", expires_in: 3600 };
  const idToken = (iss: string, aud: string, claims: object = {}) =>
    new SignJWT({ sub: "17", nonce: secrets.nonce, ...claims })
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(key.privateKey);
  const jwks = async () => ({ keys: [{ ...(await exportJWK(key.publicKey)), kid: "one", alg: "RS256" }] });
  const back = new URLSearchParams({ code: "the-code", state: secrets.state });
  const begin = async (upstream: Upstream) => new URL(await federation.begin(upstream, secrets, {}));
  const complete = (upstream: Upstream) => federation.complete(upstream, secrets, back);
  const urls = () => asked.map(({ method, url }) => `${method} ${url.origin}${url.pathname}`);

  it("is Google, whose keys stand at Google, and whose People API tells the rest", async () => {
    const upstream = upstreamOf({ ...google, AttributeMapping: { email: "email", gender: "genders" } });
    expect(String(await begin(upstream))).toContain("https://accounts.google.com/o/oauth2/v2/auth?client_id=id&");
    answering({
      "www.googleapis.com/oauth2/v4/token": {
        ...{ ...tokens, id_token: await idToken("https://accounts.google.com", "id", { email: "a@example.com" }) },
      },
      "www.googleapis.com/oauth2/v3/certs": await jwks(),
      "people.googleapis.com/v1/people/me": { genders: [{ value: "female" }] },
    });
    expect((await complete(upstream)).claims).toMatchObject({ sub: "17", email: "a@example.com", genders: "female" });
    expect(urls()).toEqual([
      ...["POST https://www.googleapis.com/oauth2/v4/token", "GET https://www.googleapis.com/oauth2/v3/certs"],
      "GET https://people.googleapis.com/v1/people/me",
    ]);
    expect(asked[2]?.url.searchParams.get("personFields")).toBe("genders");
  });

  it("is Apple, whose secret is a token under the developer's key", async () => {
    const private_key = developerKey.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const upstream = upstreamOf({ ...apple, ProviderDetails: { ...apple.ProviderDetails, private_key } });
    const there = await begin(upstream);
    expect([there.origin + there.pathname, there.searchParams.get("response_mode")]).toEqual([
      ...["https://appleid.apple.com/auth/authorize", "form_post"],
    ]);
    answering({
      "appleid.apple.com/auth/token": {
        ...{ ...tokens, id_token: await idToken("https://appleid.apple.com", "com.example.app") },
      },
      "appleid.apple.com/auth/keys": await jwks(),
    });
    expect((await complete(upstream)).claims).toMatchObject({ sub: "17" });
    expect(urls()).toEqual(["POST https://appleid.apple.com/auth/token", "GET https://appleid.apple.com/auth/keys"]);
    const [header = "", payload = "", signature = ""] = asked[0]?.body.get("client_secret")?.split(".") ?? [];
    const publicKey = {
      key: createPublicKey(developerKey.privateKey.export({ type: "pkcs8", format: "pem" })),
      dsaEncoding: "ieee-p1363",
    } as const;
    expect(verify("sha256", Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, "base64url"))).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
      ...{ iss: "TEAM", sub: "com.example.app", aud: "https://appleid.apple.com" },
    });
  });

  it("is Facebook, which is asked by GET, and for the fields that are mapped", async () => {
    const upstream = upstreamOf({ ...facebook, AttributeMapping: { email: "email", name: "name" } });
    expect(String(await begin(upstream))).toContain("https://www.facebook.com/v19.0/dialog/oauth?");
    answering({
      "graph.facebook.com/v19.0/oauth/access_token": tokens,
      "graph.facebook.com/v19.0/me": { id: "17", name: "Anna" },
    });
    expect((await complete(upstream)).claims).toMatchObject({ id: "17", name: "Anna" });
    expect(urls()).toEqual([
      "GET https://graph.facebook.com/v19.0/oauth/access_token",
      "GET https://graph.facebook.com/v19.0/me",
    ]);
    expect(asked[1]).toMatchObject({ authorization: "Bearer an-access-token" });
    expect(asked[1]?.url.searchParams.get("fields")?.split(",").toSorted()).toEqual(["email", "id", "name"]);
  });

  it("is Amazon, whose profile tells all", async () => {
    const upstream = upstreamOf(amazon);
    expect(String(await begin(upstream))).toContain("https://www.amazon.com/ap/oa?");
    answering({
      "api.amazon.com/auth/o2/token": tokens,
      "api.amazon.com/user/profile": { user_id: "amzn1.17", name: "Anna" },
    });
    expect((await complete(upstream)).claims).toMatchObject({ user_id: "amzn1.17", name: "Anna" });
    expect(urls()).toEqual(["POST https://api.amazon.com/auth/o2/token", "GET https://api.amazon.com/user/profile"]);
  });

  it("has endpoints that nobody chooses: those that are sent back as they were described count for nothing", () => {
    const { details } = upstreamOf({
      ...facebook,
      ProviderDetails: {
        ...facebook.ProviderDetails,
        token_url: "https://evil.example/",
        attributes_url: "http://localhost/",
      },
    });
    expect(details).toMatchObject({
      token_url: "https://graph.facebook.com/v19.0/oauth/access_token",
      attributes_url: "https://graph.facebook.com/v19.0/me?fields=",
    });
  });
});
