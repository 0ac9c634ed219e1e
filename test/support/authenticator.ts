import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Cbor, cbor } from "./cbor.ts";

/** What `navigator.credentials.create()` and `get()` are given, as far as an authenticator and its client look at it. */
export interface CeremonyOptions {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
}

/** What goes wrong, for tests of what refuses it. */
export interface Fault {
  readonly challenge?: string;
  readonly type?: string;
  readonly relyingPartyId?: string;
  readonly attestation?: { readonly fmt: string; readonly attStmt: Cbor };
  readonly counter?: number;
  readonly signature?: string;
}

const flags = { userPresent: 0x01, userVerified: 0x04, attestedData: 0x40 };
const base64url = (bytes: Buffer) => bytes.toString("base64url");

/**
 * An authenticator with one passkey, and the browser around it, in software: it signs as Web Authentication says (level
 * 3, sections 6.3 and 7), with keys of node:crypto. COSE algorithms: ES256 (-7), RS256 (-257) and EdDSA (-8).
 */
export function softwareAuthenticator({ algorithm = -7, userVerified = true, counts = true } = {}) {
  const { privateKey, publicKey } = keyPair(algorithm);
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, origin: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function authenticatorData(relyingPartyId: string, attested: boolean, count?: number): Buffer {
    if (counts) counter += 1;
    const bits = flags.userPresent | (userVerified ? flags.userVerified : 0) | (attested ? flags.attestedData : 0);
    const head = Buffer.alloc(5);
    head.writeUInt8(bits, 0);
    head.writeUInt32BE(count ?? counter, 1);
    const parts = [hash("sha256", relyingPartyId, "buffer"), head];
    if (!attested) return Buffer.concat(parts);
    const idLength = Buffer.of(id.length >> 8, id.length & 0xff);
    return Buffer.concat([...parts, Buffer.alloc(16), idLength, id, cbor(coseKey(algorithm, publicKey))]);
  }

  const common = { id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} } as const;

  return {
    id: common.id,

    /** Registers the passkey on a page of `origin`. */
    create(options: CeremonyOptions, origin: string, fault: Fault = {}) {
      const relyingPartyId = fault.relyingPartyId ?? options.rp?.id ?? "";
      const { fmt, attStmt } = fault.attestation ?? { fmt: "none", attStmt: new Map() };
      const authData = authenticatorData(relyingPartyId, true);
      const attestation = new Map<string, Cbor>([
        ["fmt", fmt],
        ["attStmt", attStmt],
        ["authData", authData],
      ]);
      return {
        ...common,
        authenticatorAttachment: "platform",
        response: {
          clientDataJSON: base64url(
            clientData(fault.type ?? "webauthn.create", origin, fault.challenge ?? options.challenge),
          ),
          attestationObject: base64url(cbor(attestation)),
          transports: ["internal", "hybrid"],
        },
      };
    },

    /** Signs in with the passkey on a page of `origin`. */
    get(options: CeremonyOptions, origin: string, fault: Fault = {}) {
      const authData = authenticatorData(fault.relyingPartyId ?? options.rpId ?? "", false, fault.counter);
      const client = clientData(fault.type ?? "webauthn.get", origin, fault.challenge ?? options.challenge);
      const signed = Buffer.concat([authData, hash("sha256", client, "buffer")]);
      const signature = base64url(sign(algorithm === -8 ? null : "sha256", signed, privateKey));
      return {
        ...common,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authData),
          signature: fault.signature ?? signature,
        },
      };
    },
  };
}

function keyPair(algorithm: number): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === -257) return generateKeyPairSync("rsa", { modulusLength: 2048 });
  if (algorithm === -8) return generateKeyPairSync("ed25519");
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** RFC 9053 section 7, RFC 8230 section 4. */
function coseKey(algorithm: number, key: KeyObject): Cbor {
  const { x = "", y = "", n = "", e = "" } = key.export({ format: "jwk" });
  const bytes = (text: string) => Buffer.from(text, "base64url");
  if (algorithm === -257)
    return new Map<number, Cbor>([
      [1, 3],
      [3, -257],
      [-1, bytes(n)],
      [-2, bytes(e)],
    ]);
  if (algorithm === -8)
    return new Map<number, Cbor>([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(x)],
    ]);
  return new Map<number, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
}
