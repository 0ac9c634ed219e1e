import { createHmac, createPublicKey, type JsonWebKey } from "node:crypto";
import { CompactSign, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWTPayload } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultApp, makeApp, peopleOf, type Tokens } from "../support/people.ts";
import { databases, start, startForAll } from "../support/start.ts";

const base64url = (value: object | string): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const refused = {
  malformed: { name: "NotAuthorizedException", message: "Invalid Access Token" },
  unproven: { name: "NotAuthorizedException", message: "Could not verify signature for Access Token" },
};

describe.each(databases)("An access token, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let alice: Tokens;
  let parts: [header: string, payload: string, signature: string];
  let claims: JWTPayload;
  let kid: string;
  const use = (AccessToken: string) => service.current.sdk().getUser({ AccessToken });

  beforeAll(async () => {
    alice = await peopleOf(service.current).signIn("alice");
    parts = alice.AccessToken.split(".") as typeof parts;
    claims = decodeJwt(alice.AccessToken);
    kid = decodeProtectedHeader(alice.AccessToken).kid ?? "";
    expect((await use(alice.AccessToken)).Username).toBe("alice");
  });

  it("is not to be replaced by an ID token or a refresh token", async () => {
    await expect(use(alice.IdToken)).rejects.toMatchObject(refused.malformed);
    await expect(use(alice.RefreshToken)).rejects.toMatchObject(refused.malformed);
  });

  it.each(["none", "None", "HS256", "RS384", "PS256"])("cannot ask for the algorithm %s", async (alg) => {
    const unsigned = `${base64url({ kid, alg })}.${parts[1]}`;
    await expect(use(`${unsigned}.${parts[2]}`)).rejects.toMatchObject(refused.malformed);
    await expect(use(`${unsigned}.`)).rejects.toMatchObject(refused.malformed);
  });

  it("is not signed with the public key as an HMAC's", async () => {
    const jwks = await fetch(`${service.current.url}/${defaultApp.UserPoolId}/.well-known/jwks.json`);
    const { keys } = (await jwks.json()) as { keys: (JsonWebKey & { kid: string })[] };
    const key = keys.find((candidate) => candidate.kid === kid) as JsonWebKey;
    const pem = createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" });
    for (const secret of [pem, JSON.stringify(key), key.n ?? ""]) {
      const unsigned = `${base64url({ kid, alg: "HS256" })}.${parts[1]}`;
      const signature = createHmac("sha256", secret).update(unsigned).digest("base64url");
      await expect(use(`${unsigned}.${signature}`)).rejects.toMatchObject(refused.malformed);
    }
  });

  it("is not signed with a key of the caller's own, whatever the header says of it", async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const jwk = await exportJWK(publicKey);
    const sign = (header: { kid?: string } & Record<string, unknown>) =>
      new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ ...header, alg: "RS256" })
        .sign(privateKey);
    for (const own of [kid, "unknown", "../../key", "__proto__"]) {
      await expect(use(await sign({ kid: own }))).rejects.toMatchObject(refused.unproven);
    }
    for (const header of [{}, { jwk }, { kid, jwk }, { kid, jku: "https://attacker.example/jwks.json" }]) {
      await expect(use(await sign(header))).rejects.toMatchObject(refused.malformed);
    }
  });

  it("is not used again when it has expired, at the very second", async () => {
    await use(alice.AccessToken);
    const move = (change: object) => service.current.control("PUT", "/clock", change);
    try {
      await move({ now: new Date((claims.exp ?? 0) * 1000).toISOString() });
      await expect(use(alice.AccessToken)).rejects.toMatchObject({
        ...{ name: "NotAuthorizedException", message: "Access Token has expired" },
      });
    } finally {
      await move({ reset: true });
    }
  });

  it("is not altered in any claim", async () => {
    for (const change of [
      { username: "bob" },
      { exp: 4_000_000_000 },
      { scope: "a b" },
      { token_use: "id" },
      { sub: "x" },
    ]) {
      const altered = `${parts[0]}.${base64url({ ...claims, ...change })}.${parts[2]}`;
      await expect(use(altered)).rejects.toMatchObject(refused.unproven);
    }
  });

  it("is not altered in its signature, nor cut, nor written in another way", async () => {
    const [header, payload, signature] = parts;
    const other = (character = "") => (character === "A" ? "B" : "A");
    const altered = [0, 100, 300].map(
      (at) => `${signature.slice(0, at)}${other(signature[at])}${signature.slice(at + 1)}`,
    );
    for (const wrong of altered) {
      await expect(use(`${header}.${payload}.${wrong}`)).rejects.toMatchObject(refused.unproven);
    }
    const shapes = [
      `${header}.${payload}`,
      `${header}.${payload}.${signature}.${signature}`,
      `${header}.${payload}.${signature}=`,
      `${header}..${signature}`,
      `.${payload}.${signature}`,
      "..",
      "token",
    ];
    for (const shape of shapes) await expect(use(shape)).rejects.toMatchObject(refused.malformed);
  });

  it("of another pool does not become one of this pool by a change of its issuer", async () => {
    const other = await makeApp(service.current);
    const { AccessToken } = await peopleOf(service.current, other).makeSignedIn("alice");
    expect((await use(AccessToken)).Username).toBe("alice");
    const [header, payload, signature] = AccessToken.split(".");
    const theirs: JWTPayload = decodeJwt(AccessToken);
    const moved = base64url({ ...theirs, iss: claims.iss });
    await expect(use(`${header}.${moved}.${signature}`)).rejects.toMatchObject(refused.unproven);
    await expect(use(`${parts[0]}.${payload}.${signature}`)).rejects.toMatchObject(refused.unproven);
  });

  it("of another service is nobody's here, though pool, client and person are called the same", async () => {
    const other = await start();
    try {
      const { AccessToken } = await peopleOf(other).signIn("alice");
      await expect(use(AccessToken)).rejects.toMatchObject(refused.unproven);
    } finally {
      await other.stop();
    }
  });

  it("names a pool that is there", async () => {
    for (const iss of ["https://localhost/us-east-1_nowhere", "", 7, null, {}, "__proto__"]) {
      const token = `${parts[0]}.${base64url({ ...claims, iss })}.${parts[2]}`;
      await expect(use(token)).rejects.toMatchObject(refused.malformed);
    }
    await expect(use(`${parts[0]}.${base64url("no JSON")}.${parts[2]}`)).rejects.toMatchObject(refused.malformed);
  });
});

describe.each(databases)("A name that is somebody's sub, on %s,", async (kind) => {
  const service = await startForAll(kind);

  it("does not lead away from them: their token, session and refresh token stay theirs", async () => {
    const app = await makeApp(service.current, { AliasAttributes: ["preferred_username"] });
    const { cognito, UserPoolId, make, signIn, get, initiate, attributesOf } = peopleOf(service.current, app);
    await make("anna");
    const { AccessToken, RefreshToken } = await signIn("anna");
    const { sub = "" } = await attributesOf("anna");
    await cognito.adminCreateUser({ UserPoolId, Username: sub, MessageAction: "SUPPRESS" }).catch(() => undefined);
    await make("mallory");
    const mallory = await signIn("mallory");
    await cognito
      .updateUserAttributes({
        AccessToken: mallory.AccessToken,
        UserAttributes: [{ Name: "preferred_username", Value: sub }],
      })
      .catch(() => undefined);

    expect((await cognito.getUser({ AccessToken })).Username).toBe("anna");
    expect((await get(sub)).Username).toBe("anna");
    const { AuthenticationResult } = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    expect(decodeJwt(AuthenticationResult?.AccessToken ?? "").username).toBe("anna");
  });
});
