import { createCipheriv, createSign, generateKeyPair, hkdfSync } from "node:crypto";
import { promisify } from "node:util";
import type { Random } from "../random.ts";

/**
 * Messages of the AWS Encryption SDK, format version 1, as far as Cognito writes them: algorithm suite 0x0378 (AES-256-GCM
 * under a key by HKDF-SHA384, signed by ECDSA on P-384), one data key of KMS, one frame.
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */

/** A key for data, and the form of it that KMS takes back. */
interface DataKey {
  readonly plaintext: Buffer;
  readonly ciphertext: Buffer;
}

export interface EncryptionRequest {
  /** At most one frame of 4,096 bytes. */
  readonly plaintext: Buffer;
  /** The KMS key under which the data key is encrypted. */
  readonly keyArn: string;
  /** What is bound to the message; whoever decrypts sees it. */
  readonly context: Readonly<Record<string, string>>;
}

const suite = 0x0378;
const frameLength = 4_096;
const ivLength = 12;
/** The reserved name under which the key stands that verifies the signature. */
const publicKeyName = "aws-crypto-public-key";

const generate = promisify(generateKeyPair);

/** Encrypts; `newDataKey` makes a data key for the context that the message is bound to. */
export async function encryptMessage(
  { random, newDataKey }: { random: Random; newDataKey(context: Readonly<Record<string, string>>): DataKey },
  { plaintext, keyArn, context }: EncryptionRequest,
): Promise<Buffer> {
  if (plaintext.length > frameLength) throw new RangeError(`a message of more than ${frameLength} bytes`);
  const signing = await generate("ec", { namedCurve: "P-384" });
  const bound = { ...context, [publicKeyName]: compressed(signing.publicKey.export({ format: "jwk" })) };
  const dataKey = newDataKey(bound);
  const messageId = random.bytes(16);
  const info = Buffer.concat([uint16(suite), messageId]);
  const key = Buffer.from(hkdfSync("sha384", dataKey.plaintext, "", info, 32));

  const header = headerOf({ messageId, context: bound, keyArn, encryptedKey: dataKey.ciphertext });
  const headerIv = Buffer.alloc(ivLength);
  const { tag: headerTag } = seal(key, headerIv, header, Buffer.alloc(0));
  const frame = finalFrame(key, messageId, plaintext);
  const message = Buffer.concat([header, headerIv, headerTag, frame]);
  const signature = createSign("sha384").update(message).sign(signing.privateKey);
  return Buffer.concat([message, withLength(signature)]);
}

/** AES-256-GCM with what is authenticated beside it. */
function seal(key: Buffer, iv: Buffer, associated: Buffer, plaintext: Buffer): { ciphertext: Buffer; tag: Buffer } {
  const sealing = createCipheriv("aes-256-gcm", key, iv).setAAD(associated);
  const ciphertext = Buffer.concat([sealing.update(plaintext), sealing.final()]);
  return { ciphertext, tag: sealing.getAuthTag() };
}

interface Header {
  readonly messageId: Buffer;
  readonly context: Readonly<Record<string, string>>;
  readonly keyArn: string;
  readonly encryptedKey: Buffer;
}

const headerOf = ({ messageId, context, keyArn, encryptedKey }: Header): Buffer =>
  Buffer.concat([
    Buffer.of(0x01, 0x80), // version, and type: customer's authenticated encrypted data
    uint16(suite),
    messageId,
    withLength(encodeContext(context)),
    uint16(1), // one data key
    ...["aws-kms", keyArn].map((text) => withLength(Buffer.from(text))),
    withLength(encryptedKey),
    Buffer.of(0x02, 0, 0, 0, 0, ivLength), // content in frames; reserved; length of an IV
    uint32(frameLength),
  ]);

/** The pairs in the order of their names' bytes, after their number. */
function encodeContext(context: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(context)
    .map((pair) => pair.map((text) => Buffer.from(text)) as [Buffer, Buffer])
    .sort(([one], [other]) => Buffer.compare(one, other));
  return Buffer.concat([uint16(pairs.length), ...pairs.flat().map(withLength)]);
}

/** The last frame, and here the only one: its number is its IV. */
function finalFrame(key: Buffer, messageId: Buffer, plaintext: Buffer): Buffer {
  const number = uint32(1);
  const iv = Buffer.concat([Buffer.alloc(ivLength - 4), number]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(plaintext.length));
  const associated = Buffer.concat([messageId, Buffer.from("AWSKMSEncryptionClient Final Frame"), number, length]);
  const { ciphertext, tag } = seal(key, iv, associated, plaintext);
  return Buffer.concat([uint32(0xffffffff), number, iv, uint32(plaintext.length), ciphertext, tag]);
}

/** A point of the curve in its compressed form (SEC 1 section 2.3.3), in base64. */
function compressed({ x = "", y = "" }: { x?: string; y?: string }): string {
  const isOdd = (Buffer.from(y, "base64url").at(-1) ?? 0) & 1;
  return Buffer.concat([Buffer.of(2 + isOdd), Buffer.from(x, "base64url")]).toString("base64");
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The bytes after their length in two bytes. */
const withLength = (bytes: Buffer): Buffer => Buffer.concat([uint16(bytes.length), bytes]);
