import { createPrivateKey, createPublicKey } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { signJwt, verifyJwt } from "../../src/crypto/jwt.ts";
import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKey,
  type SigningKeyPair,
} from "../../src/crypto/signing-key.ts";
import { machineRandom } from "../../src/random.ts";

describe("signing key", () => {
  let pair: SigningKeyPair;
  beforeAll(async () => {
    pair = await generateSigningKey(machineRandom);
  });

  it("has a key id as Cognito's: base64 of 32 bytes", () => {
    expect(pair.kid).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it("is RSA, 2048 bits, with no private member in its public half", () => {
    const { n, ...rest } = pair.publicJwk;
    expect(n).toMatch(/^[\w-]{342}$/);
    expect(rest).toEqual({ alg: "RS256", e: "AQAB", kid: pair.kid, kty: "RSA", use: "sig" });
    const key = createPublicKey({ key: { ...pair.publicJwk }, format: "jwk" });
    expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
  });

  it("keeps its private half in PKCS #8, which fits the public one", () => {
    const key = createPrivateKey({ key: pair.privateKey, format: "der", type: "pkcs8" });
    expect(pair.publicJwk).toMatchObject(createPublicKey(key).export({ format: "jwk" }));
  });

  it("signs, once imported", async () => {
    const privateKey = importSigningKey(pair.privateKey);
    const publicKey = await importVerifyingKey(pair.publicJwk);
    const token = await signJwt({ sub: "alice" }, { kid: pair.kid, privateKey });
    expect(await verifyJwt(token, () => publicKey)).toEqual({ claims: { sub: "alice" } });
  });

  it("refuses to import what is no key", () => {
    expect(() => importSigningKey(Buffer.from("no key"))).toThrow();
  });
});
