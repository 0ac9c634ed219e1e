import { createHmac, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { jwtVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { signJwt, verifyJwt } from "../../src/crypto/jwt.ts";
import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKey,
  type SigningKeyPair,
} from "../../src/crypto/signing-key.ts";
import { machineRandom } from "../../src/random.ts";

type SigningKey = ReturnType<typeof importSigningKey>;
type VerifyingKey = Awaited<ReturnType<typeof importVerifyingKey>>;

const claims = { sub: "alice", "cognito:groups": ["admins"], name: "Älice 🔑", exp: 1 };
const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

let pair: SigningKeyPair;
let privateKey: SigningKey;
let publicKey: VerifyingKey;
let token: string;
const findKey = (kid: string) => (kid === pair.kid ? publicKey : undefined);

beforeAll(async () => {
  pair = await generateSigningKey(machineRandom);
  privateKey = importSigningKey(pair.privateKey);
  publicKey = await importVerifyingKey(pair.publicJwk);
  token = await signJwt(claims, { kid: pair.kid, privateKey });
});

/** A token with a good RS256 signature over any header and payload. */
function forge(header: unknown, payload: unknown = claims): string {
  const input = `${encode(header)}.${encode(payload)}`;
  const key = { key: pair.privateKey, format: "der", type: "pkcs8" } as const;
  return `${input}.${sign("RSA-SHA256", Buffer.from(input), key).toString("base64url")}`;
}

describe("signJwt", () => {
  it("writes Cognito's header, key id first and no typ, and the claims in their order", () => {
    const [header, payload] = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
    expect(header).toBe(`{"kid":"${pair.kid}","alg":"RS256"}`);
    expect(payload).toBe(JSON.stringify(claims));
  });

  it("makes tokens that jose verifies", async () => {
    const { payload } = await jwtVerify(token, publicKey, { currentDate: new Date(0) });
    expect(payload).toEqual(claims);
  });
});

describe("verifyJwt", () => {
  it("gives the claims, however long ago they expired", async () => {
    expect(await verifyJwt(token, findKey)).toEqual({ claims });
  });

  it("waits for a key that has to be fetched", async () => {
    expect(await verifyJwt(token, async (kid) => findKey(kid))).toEqual({ claims });
  });

  it("knows no key but those it is given", async () => {
    const foreign = await signJwt(claims, { kid: "somebody else's", privateKey });
    expect(await verifyJwt(foreign, findKey)).toEqual({ refused: "unknown-key" });
  });

  it("refuses a foreign key under a known key id", async () => {
    const { privateKey } = await generateSigningKey(machineRandom);
    const foreign = await signJwt(claims, { kid: pair.kid, privateKey: importSigningKey(privateKey) });
    expect(await verifyJwt(foreign, findKey)).toEqual({ refused: "bad-signature" });
  });

  it.each(["none", "None", "NONE", "RS384", "RS512", "PS256", "ES256", "HS256", "rs256", "", null, ["RS256"]])(
    "refuses the algorithm %j, signed or not",
    async (alg) => {
      const header = { kid: pair.kid, alg };
      expect(await verifyJwt(forge(header), findKey)).toEqual({ refused: "malformed" });
      expect(await verifyJwt(`${encode(header)}.${encode(claims)}.`, findKey)).toEqual({ refused: "malformed" });
    },
  );

  it("refuses HS256 made with the public key as the secret", async () => {
    const key = createPublicKey({ key: { ...pair.publicJwk }, format: "jwk" });
    for (const secret of [key.export({ type: "spki", format: "pem" }), JSON.stringify(pair.publicJwk)]) {
      for (const alg of ["HS256", "RS256"]) {
        const input = `${encode({ kid: pair.kid, alg })}.${encode(claims)}`;
        const forged = `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
        expect(await verifyJwt(forged, findKey)).toHaveProperty("refused");
      }
    }
  });

  it("never takes a key from the token", async () => {
    const thief = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = thief.publicKey.export({ format: "jwk" });
    for (const extra of [
      { jwk },
      { jku: "https://evil.example/jwks.json" },
      { x5u: "https://evil.example" },
      { x5c: [""] },
    ]) {
      const input = `${encode({ kid: pair.kid, alg: "RS256", ...extra })}.${encode(claims)}`;
      const forged = `${input}.${sign("RSA-SHA256", Buffer.from(input), thief.privateKey).toString("base64url")}`;
      expect(await verifyJwt(forged, findKey)).toEqual({ refused: "malformed" });
    }
  });

  it("refuses any header but its own, even under a good signature", async () => {
    const { kid } = pair;
    for (const header of [
      { kid, alg: "RS256", typ: "JWT" },
      { alg: "RS256", kid },
      { kid, alg: "RS256", crit: ["b64"], b64: false },
      { kid, alg: "RS256", crit: [] },
      { kid: [kid], alg: "RS256" },
      { alg: "RS256" },
      { kid },
      `{"kid":"other","kid":"${kid}","alg":"RS256"}`,
      `{"kid":"${kid}","alg":"none","alg":"RS256"}`,
      `{"kid": "${kid}","alg":"RS256"}`,
      `\ufeff{"kid":"${kid}","alg":"RS256"}`,
      "[]",
      "null",
      "1",
      "not json",
    ]) {
      expect(await verifyJwt(forge(header), findKey)).toEqual({ refused: "malformed" });
    }
    expect(await verifyJwt(forge({ kid, alg: "RS256" }), findKey)).toEqual({ claims });
  });

  it.each(["[]", "null", "1", '"text"', "not json", "{"])(
    "refuses the payload %s even under a good signature",
    async (payload) => {
      expect(await verifyJwt(forge({ kid: pair.kid, alg: "RS256" }, payload), findKey)).toEqual({
        refused: "malformed",
      });
    },
  );

  it("keeps a claim named __proto__ a plain claim", async () => {
    const verdict = await verifyJwt(forge({ kid: pair.kid, alg: "RS256" }, '{"__proto__":{"admin":true}}'), findKey);
    if (!("claims" in verdict)) expect.unreachable();
    expect(verdict.claims.admin).toBeUndefined();
  });

  it("refuses the token with any one character changed", async () => {
    for (let position = 0; position < token.length; position += 3) {
      const other = token[position] === "A" ? "B" : "A";
      const altered = token.slice(0, position) + other + token.slice(position + 1);
      expect(await verifyJwt(altered, findKey)).toHaveProperty("refused");
    }
    const lastCharacters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
    const accepted: string[] = [];
    for (const last of lastCharacters) {
      const verdict = await verifyJwt(token.slice(0, -1) + last, findKey);
      if ("claims" in verdict) accepted.push(last);
    }
    expect(accepted).toEqual([token.at(-1)]);
  });

  it("refuses other forms of the same token", async () => {
    const [header, payload, signature] = token.split(".");
    for (const form of [
      "",
      ".",
      "..",
      "...",
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${header}..${signature}`,
      `.${payload}.${signature}`,
      `${token}.`,
      `${token}.${signature}`,
      `${token}=`,
      `${token}\n`,
      ` ${token}`,
      `Bearer ${token}`,
      token.replaceAll(".", ".."),
    ]) {
      expect(await verifyJwt(form, findKey)).toEqual({ refused: "malformed" });
    }
  });

  it("refuses an oversize token unread", async () => {
    const oversize = await signJwt({ blob: "x".repeat(50_000) }, { kid: pair.kid, privateKey });
    expect(oversize.length).toBeGreaterThan(65_536);
    expect(await verifyJwt(oversize, () => expect.unreachable())).toEqual({ refused: "malformed" });
  });

  it("answers whatever text it is given, and never throws", async () => {
    const anything = fc.asyncProperty(
      fc.string({ unit: "binary" }),
      fc.string(),
      fc.string(),
      async (header, payload, signature) => {
        for (const text of [header, `${encode(header)}.${encode(payload)}.${encode(signature)}`]) {
          expect(await verifyJwt(text, findKey)).toHaveProperty("refused");
        }
        const kid = encode({ kid: pair.kid, alg: "RS256" });
        expect(await verifyJwt(`${kid}.${encode(payload)}.${encode(signature)}`, findKey)).toHaveProperty("refused");
      },
    );
    await fc.assert(anything, { numRuns: 100 });
  });
});
