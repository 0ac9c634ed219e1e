import type { KeyObject, webcrypto } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { KeyReserve } from "../../crypto/key-reserve.ts";
import { importSigningKey, importVerifyingKey, type PublicJwk, type SigningKeyPair } from "../../crypto/signing-key.ts";

/** An RSA key pair of a pool. `use` says which of the two kinds of JWT it signs. */
export interface SigningKey extends SigningKeyPair {
  readonly use: "id" | "access";
  readonly createdAt: Date;
}

/** A new pool's two keys: Cognito signs ID tokens with one and access tokens with the other. */
export async function newSigningKeys({
  keyReserve,
  clock,
}: {
  keyReserve: Pick<KeyReserve<SigningKeyPair>, "take">;
  clock: Clock;
}): Promise<SigningKey[]> {
  const createdAt = clock.now();
  const [id, access] = await Promise.all([keyReserve.take(), keyReserve.take()]);
  return [
    { ...id, use: "id", createdAt },
    { ...access, use: "access", createdAt },
  ];
}

// Imported once: what a kid stands for never changes. Of many pools, those that came first are imported again.
const signers = new Map<string, KeyObject>();
const verifiers = new Map<string, Promise<webcrypto.CryptoKey>>();
const importedAtMost = 2_000;

function once<Key>(known: Map<string, Key>, { kid }: SigningKey, load: () => Key): Key {
  const loaded = known.get(kid) ?? load();
  known.set(kid, loaded);
  const [first] = known.keys();
  if (known.size > importedAtMost && first !== undefined) known.delete(first);
  return loaded;
}

/** The private half, ready to sign with. */
export const signerOf = (key: SigningKey): KeyObject => once(signers, key, () => importSigningKey(key.privateKey));

/** The public half, ready to verify with. */
export const verifierOf = (key: SigningKey): Promise<webcrypto.CryptoKey> =>
  once(verifiers, key, () => importVerifyingKey(key.publicJwk));

/** The pool's JWKS (RFC 7517), as `/.well-known/jwks.json` shows it. */
export const jwks = (keys: readonly SigningKey[]): { keys: PublicJwk[] } => ({
  keys: keys.map(({ publicJwk }) => publicJwk),
});
