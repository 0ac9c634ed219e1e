import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Algorithm } from "./compact-jws.ts";
import type { IssuerDocument } from "./pool-source.ts";
import { type VerifiedTokens, verifiedTokens } from "./verified-tokens.ts";

/** A key that an issuer signs with; bound to an algorithm where the JWKS says so. */
export interface VerifyingKey {
  readonly key: KeyObject;
  readonly algorithm: string | undefined;
}

/** An issuer as it is known now. */
export interface Known {
  readonly issuer: string;
  readonly keys: ReadonlyMap<string, VerifyingKey>;
}

/** An issuer whose tokens are trusted: its name and keys, read once and again when a token asks for what is not known. */
export interface Issuer {
  /** As the authorizer names it. */
  readonly name: string;
  readonly poolId: string | undefined;
  /** Tokens of this issuer that were verified with one of its keys. */
  readonly verified: VerifiedTokens;
  /** What was read last, if anything was. */
  readonly latest: Known | undefined;
  /** What is known; read first where nothing is. Rejects where it cannot be had, and then for a while without trying. */
  known(): Promise<Known>;
  /** The same, read anew where the last time is long enough ago. */
  refreshed(): Promise<Known>;
}

export interface IssuerOptions {
  readonly name: string;
  readonly poolId?: string | undefined;
  readonly clock: Pick<Clock, "machineNow">;
  /** Milliseconds from one reading to the next at least: whoever makes up key ids must not have the issuer asked for each. */
  readonly pause: number;
  /** Reads the document. Rejects with an Error whose message says why it cannot be had. */
  load(): Promise<IssuerDocument>;
}

export function openIssuer({ name, poolId, clock, pause, load }: IssuerOptions): Issuer {
  let reading: Promise<Known> | undefined;
  let latest: Known | undefined;
  let failure: Error | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function read(): Promise<Known> {
    readAt = clock.machineNow().getTime();
    reading ??= load()
      .then((document) => imported(document, latest))
      .then(
        (known) => {
          failure = undefined;
          latest = known;
          return known;
        },
        (error: Error) => {
          failure = error;
          throw error;
        },
      )
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  const isTime = () => clock.machineNow().getTime() - readAt >= pause;

  return {
    name,
    poolId,
    verified: verifiedTokens(),
    get latest() {
      return latest;
    },
    known: async () => latest ?? (await reading) ?? (failure && !isTime() ? Promise.reject(failure) : read()),
    refreshed: async () => (await reading) ?? (isTime() ? read() : (latest ?? Promise.reject(failure))),
  };
}

/** Keys that were there before stay the same objects: by them, tokens that were verified are known. */
const imported = ({ issuer, keys }: IssuerDocument, before: Known | undefined): Known => ({
  issuer,
  keys: new Map(
    keys.flatMap(importKey).map(([kid, imported]): [string, VerifyingKey] => {
      const known = before?.keys.get(kid);
      return [kid, known?.algorithm === imported.algorithm && known?.key.equals(imported.key) ? known : imported];
    }),
  ),
});

const leastModulus = 2048;

/** RSA keys for signatures alone; a JWKS may hold others, which are passed over. */
function importKey(jwk: JsonWebKey): [kid: string, key: VerifyingKey][] {
  const { kid, kty, use = "sig", alg } = jwk;
  if (typeof kid !== "string" || kty !== "RSA" || use !== "sig") return [];
  try {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < leastModulus) return [];
    return [[kid, { key, algorithm: typeof alg === "string" ? alg : undefined }]];
  } catch {
    return [];
  }
}

/** Whether a key may be used with this algorithm (RFC 7517 section 4.4). */
export const isFor = ({ algorithm }: VerifyingKey, wanted: Algorithm): boolean =>
  algorithm === undefined || algorithm === wanted;
