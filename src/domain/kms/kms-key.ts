import { SealError } from "../../crypto/seal.ts";
import type { Services } from "../services.ts";

/** What a ciphertext is bound to and travels beside it, in the clear: whoever decrypts must name the same. */
export type EncryptionContext = Readonly<Record<string, string>>;

/**
 * A symmetric key of AWS's Key Management Service, such as a pool's `KMSKeyID`. None is ever made: every ARN is a key
 * here, all of them under the service's one secret, and what one has encrypted no other decrypts.
 */
export interface KmsKey {
  readonly arn: string;
  readonly context: EncryptionContext;
}

/** A key for data, and the form of it that Decrypt takes back. */
export interface DataKey {
  readonly plaintext: Buffer;
  readonly ciphertext: Buffer;
}

const version = 1;
const headLength = 3;

/** A key of so many bytes for data, as KMS's GenerateDataKey makes it. */
export function newDataKey(services: Pick<Services, "random" | "sealer">, key: KmsKey, bytes = 32): DataKey {
  const plaintext = services.random.bytes(bytes);
  return { plaintext, ciphertext: encrypt(services, key, plaintext) };
}

/**
 * As KMS's ciphertexts do, this one says under which key it stands: version (1 byte), length of the key's ARN (2), ARN,
 * and the plaintext sealed for that ARN and context.
 */
export function encrypt({ sealer }: Pick<Services, "sealer">, key: KmsKey, plaintext: Buffer): Buffer {
  const arn = Buffer.from(key.arn);
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version);
  head.writeUInt16BE(arn.length, 1);
  return Buffer.concat([head, arn, sealer.seal(plaintext, purposeOf(key))]);
}

/** Undefined for what was not encrypted here, or in another context. */
export function decrypt(
  { sealer }: Pick<Services, "sealer">,
  ciphertext: Buffer,
  context: EncryptionContext,
): { readonly arn: string; readonly plaintext: Buffer } | undefined {
  if (ciphertext.length < headLength || ciphertext[0] !== version) return undefined;
  const end = headLength + ciphertext.readUInt16BE(1);
  const arn = ciphertext.toString("utf8", headLength, end);
  try {
    return { arn, plaintext: sealer.open(ciphertext.subarray(end), purposeOf({ arn, context })) };
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** The same for one context, in whatever order its members come. */
function purposeOf({ arn, context }: KmsKey): string {
  const pairs = Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1));
  return `kms/${JSON.stringify([arn, pairs])}`;
}
