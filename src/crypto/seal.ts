import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import type { Random } from "../random.ts";

/**
 * Sealing of what must stay secret at rest or in a client's hands, under keys derived from the service's one secret.
 * A sealed value is: version (1 byte), nonce (12), AES-256-GCM ciphertext (as long as the plaintext), tag (16).
 */
export interface Sealer {
  /** Seals for one `context`, say a table and column, or a pool and client; only there can it be opened. 29 bytes longer. */
  seal(plaintext: Buffer, context: string): Buffer;
  /** Throws SealError for what was altered, or sealed under another secret or for another context. */
  open(sealed: Buffer, context: string): Buffer;
  /** A 32-byte key for another purpose. `label` names the purpose, never data: each stays in memory. */
  derive(label: string): KeyObject;
  /** 32 hex digits that are the same for the same secret and, given a strong one, reveal nothing of it. */
  fingerprint(): string;
}

/** A sealed value that cannot be opened. It does not say why: an attacker who alters it shall learn nothing. */
export class SealError extends Error {
  override readonly name = "SealError";

  constructor() {
    super("The sealed value was altered, or sealed with another secret or for another purpose.");
  }
}

const version = 1;
const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength;
const cipher = "aes-256-gcm";
const cipherOptions = { authTagLength: tagLength };

/**
 * A sealer under `secret`, which has to be as strong as a key: it is not stretched. Random nonces are sound for 2^32 seals
 * under one secret (NIST SP 800-38D §8.3).
 */
export function createSealer(secret: string | Buffer, random: Random): Sealer {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "", `poolhouse/1/${purpose}`, 32));
  const sealingKey = createSecretKey(keyFor("seal"));
  const derived = new Map<string, KeyObject>();

  function derive(label: string): KeyObject {
    const known = derived.get(label);
    if (known) return known;
    const key = createSecretKey(keyFor(`derive/${label}`));
    derived.set(label, key);
    return key;
  }

  return {
    seal(plaintext, context) {
      const head = Buffer.concat([Buffer.of(version), random.bytes(nonceLength)]);
      const sealing = createCipheriv(cipher, sealingKey, head.subarray(1), cipherOptions);
      sealing.setAAD(associatedData(context));
      return Buffer.concat([head, sealing.update(plaintext), sealing.final(), sealing.getAuthTag()]);
    },

    open(sealed, context) {
      if (sealed[0] !== version || sealed.length < headLength + tagLength) throw new SealError();
      const tagStart = sealed.length - tagLength;
      const opening = createDecipheriv(cipher, sealingKey, sealed.subarray(1, headLength), cipherOptions);
      opening.setAAD(associatedData(context));
      opening.setAuthTag(sealed.subarray(tagStart));
      const plaintext = opening.update(sealed.subarray(headLength, tagStart));
      return Buffer.concat([plaintext, finalOf(opening)]);
    },

    derive,
    fingerprint: () => keyFor("fingerprint").toString("hex", 0, 16),
  };
}

/** The version is bound too, so that no later one can be passed off as this one. */
const associatedData = (context: string) => Buffer.from(`${version}/${context}`);

function finalOf(opening: { final(): Buffer }): Buffer {
  try {
    return opening.final();
  } catch {
    throw new SealError();
  }
}
