import {
  createHmac,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";

/** Somebody who makes tokens as a pool does, good ones and forged ones, because here the tests hold the keys. */
export interface Mint {
  readonly poolId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
  /** A good ID token; `changes` replace claims, undefined takes one out. */
  idToken(changes?: Changes): string;
  /** A good access token with the scopes `orders/read` and `profile`. */
  accessToken(changes?: Changes): string;
}

type Changes = Readonly<Record<string, unknown>>;

export interface Forgery {
  /** The one property in which it differs from the good token. */
  readonly what: string;
  readonly token: string;
  /** What a denial of it names. */
  readonly check: string;
}

const poolRegion = "us-east-1";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const { privateKey: thief } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const kid = "good+key/of=the";
export const jwk = { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function sign(header: object, claims: object, key: KeyObject = privateKey): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createSign("RSA-SHA256").update(input).sign(key).toString("base64url")}`;
}

const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** A pool of this id, whose tokens name `issuer`. */
export function mintOf(poolId = `${poolRegion}_Gateway01`, issuer = `http://localhost:9500/${poolId}`): Mint {
  const clientId = "gatewayclient0000000000001";
  const common = () => ({
    sub: "a11ce000-0000-4000-8000-000000000001",
    "cognito:groups": ["admins", "staff"],
    iss: issuer,
    auth_time: nowInSeconds() - 60,
    iat: nowInSeconds() - 60,
    exp: nowInSeconds() + 3600,
    jti: "4f8e0b5e-0000-4000-8000-000000000001",
    event_id: "4f8e0b5e-0000-4000-8000-000000000002",
  });
  const make = (claims: object, changes: Changes = {}) =>
    sign({ kid, alg: "RS256" }, Object.fromEntries(Object.entries({ ...claims, ...changes })));
  return {
    ...{ poolId, issuer, clientId, jwks: { keys: [jwk] } },
    idToken: (changes) =>
      make(
        {
          ...common(),
          token_use: "id",
          aud: clientId,
          "cognito:username": "alice",
          email: "alice@example.com",
          email_verified: true,
        },
        changes,
      ),
    accessToken: (changes) =>
      make(
        {
          ...common(),
          token_use: "access",
          client_id: clientId,
          username: "alice",
          scope: "orders/read profile",
        },
        changes,
      ),
  };
}

const partsOf = (token: string): { header: object; claims: object } => {
  const [header, claims] = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
  return { header: JSON.parse(header!), claims: JSON.parse(claims!) };
};

/**
 * Forgeries of a good token that every kind of authorizer refuses: each differs from it in one property.
 * What depends on the route (kind, client, scope) each test adds.
 */
export function forgeriesOf(mint: Mint, use: "id" | "access"): Forgery[] {
  const make = (changes?: Changes) => (use === "id" ? mint.idToken(changes) : mint.accessToken(changes));
  const good = make();
  const { header, claims } = partsOf(good);
  const unsigned = (alg: string) => `${encode({ ...header, alg })}.${good.split(".")[1]}`;
  const hmac = (secret: string) => {
    const input = unsigned("HS256");
    return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  };
  const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }).toString();
  const other = mintOf(`${poolRegion}_Another01`, mint.issuer.replace(/[^/]+$/, `${poolRegion}_Another01`));
  return [
    { what: "signed with another key", token: sign(header, claims, thief), check: "signature" },
    { what: "a key that nobody knows", token: sign({ ...header, kid: "unknown" }, claims, thief), check: "kid" },
    { what: "alg none, unsigned", token: `${unsigned("none")}.`, check: "alg" },
    { what: "alg none, with the good signature", token: `${unsigned("none")}.${good.split(".")[2]}`, check: "alg" },
    { what: "HS256 with the public key in PEM", token: hmac(pem), check: "alg" },
    { what: "HS256 with the public key in JSON", token: hmac(JSON.stringify(jwk)), check: "alg" },
    { what: "RS512 under a key for RS256", token: sign({ ...header, alg: "RS512" }, claims), check: "alg" },
    { what: "expired", token: make({ exp: nowInSeconds() - 1 }), check: "exp" },
    { what: "without an end", token: make({ exp: undefined }), check: "exp" },
    { what: "not yet valid", token: make({ nbf: nowInSeconds() + 600 }), check: "nbf" },
    { what: "of another pool", token: use === "id" ? other.idToken() : other.accessToken(), check: "iss" },
    { what: "altered claims", token: altered(good), check: "signature" },
    { what: "garbage", token: "garbage", check: "form" },
    { what: "two parts", token: good.split(".").slice(0, 2).join("."), check: "form" },
  ];
}

/** The good signature over other claims. */
function altered(good: string): string {
  const { header, claims } = partsOf(good);
  return `${encode(header)}.${encode({ ...claims, sub: "b0b00000-0000-4000-8000-000000000002" })}.${good.split(".")[2]}`;
}
