import { type Context, Hono } from "hono";
import * as z from "zod";
import { decrypt, encrypt, newDataKey } from "../domain/kms/kms-key.ts";
import type { Services } from "../domain/services.ts";
import { CognitoError } from "../errors.ts";
import { identifyDeveloper } from "./aws-json/caller.ts";
import { readBody } from "./read-body.ts";

type KmsServices = Pick<Services, "accountId" | "clock" | "publicUrl" | "random" | "sealer">;

interface KmsOptions {
  readonly services: KmsServices;
  /** Secrets by access key id; where there is none, signatures are not verified. */
  readonly accessKeys: ReadonlyMap<string, string>;
}

/** What AWS's Key Management Service refuses, in its own names. */
class KmsError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Who asks and where they stand: a key that is named by its id alone is theirs. */
interface Caller {
  readonly region: string;
  readonly accountId: string;
}

const prefix = "TrentService.";
const longestBody = 64 * 1024;
/** For data that goes through KMS itself. */
const longestPlaintext = 4096;

const bytes = z.base64().transform((text) => Buffer.from(text, "base64"));
const context = z.record(z.string(), z.string()).default({});
const key = { KeyId: z.string().min(1).max(2048), EncryptionContext: context };
const symmetric = { EncryptionAlgorithm: z.literal("SYMMETRIC_DEFAULT").optional() };

const specBytes = { AES_256: 32, AES_128: 16 } as const;

/** The calls that it takes to encrypt and decrypt with a pool's key, as the AWS Encryption SDK makes them. */
const operations: Readonly<Record<string, (services: KmsServices, body: unknown, caller: Caller) => object>> = {
  Decrypt(services, body, caller) {
    const input = read(z.object({ CiphertextBlob: bytes, ...key, ...symmetric }).partial({ KeyId: true }), body);
    const opened = decrypt(services, input.CiphertextBlob, input.EncryptionContext);
    if (!opened) throw new KmsError("InvalidCiphertextException", "");
    const { arn, plaintext } = opened;
    if (input.KeyId !== undefined && arnOf(input.KeyId, caller) !== arn) {
      throw new KmsError(
        "IncorrectKeyException",
        "The key ID in the request does not identify a CMK that can perform this operation.",
      );
    }
    return { KeyId: arn, Plaintext: plaintext.toString("base64"), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
  },

  Encrypt(services, body, caller) {
    const input = read(z.object({ Plaintext: bytes, ...key, ...symmetric }), body);
    if (input.Plaintext.length > longestPlaintext) invalid("Plaintext is longer than 4096 bytes");
    const arn = arnOf(input.KeyId, caller);
    const ciphertext = encrypt(services, { arn, context: input.EncryptionContext }, input.Plaintext);
    return { CiphertextBlob: ciphertext.toString("base64"), KeyId: arn, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
  },

  GenerateDataKey(services, body, caller) {
    const NumberOfBytes = z.int().min(1).max(1024).optional();
    const input = read(z.object({ KeySpec: z.enum(["AES_256", "AES_128"]).optional(), NumberOfBytes, ...key }), body);
    const length = input.NumberOfBytes ?? (input.KeySpec && specBytes[input.KeySpec]);
    if (length === undefined || (input.NumberOfBytes && input.KeySpec)) {
      invalid("Please specify either number of bytes or key spec.");
    }
    const arn = arnOf(input.KeyId, caller);
    const { plaintext, ciphertext } = newDataKey(services, { arn, context: input.EncryptionContext }, length);
    return { CiphertextBlob: ciphertext.toString("base64"), Plaintext: plaintext.toString("base64"), KeyId: arn };
  },

  DescribeKey(_services, body, caller) {
    const Arn = arnOf(read(z.object({ KeyId: key.KeyId }), body).KeyId, caller);
    return {
      KeyMetadata: {
        Arn,
        AWSAccountId: Arn.split(":")[4],
        KeyId: Arn.slice(Arn.lastIndexOf("/") + 1),
        CreationDate: 0,
        CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
        Description: "",
        Enabled: true,
        EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
        KeyManager: "CUSTOMER",
        KeySpec: "SYMMETRIC_DEFAULT",
        KeyState: "Enabled",
        KeyUsage: "ENCRYPT_DECRYPT",
        MultiRegion: false,
        Origin: "AWS_KMS",
      },
    };
  },
};

/**
 * What of AWS's Key Management Service a function needs that sends the mail of a pool: AWS JSON 1.1, by whoever can sign
 * a call. https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html and its kin
 */
export function kms({ services, accessKeys }: KmsOptions): Hono {
  const routes = new Hono();
  routes.post("/", async (c, next) => {
    const target = c.req.header("x-amz-target") ?? "";
    if (!target.startsWith(prefix)) return next();
    const requestId = services.random.uuid();
    try {
      const body = await readBody(c, longestBody);
      const call = { url: c.req.url, headers: c.req.raw.headers, body, service: "kms" };
      const { region } = identifyDeveloper(services, accessKeys, call);
      const name = target.slice(prefix.length);
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw new KmsError("UnknownOperationException", "");
      return answered(c, 200, operation(services, parse(body), { region, accountId: services.accountId }), requestId);
    } catch (error) {
      if (!(error instanceof KmsError || error instanceof CognitoError)) throw error;
      return answered(c, 400, { __type: error.name, message: error.message }, requestId);
    }
  });
  return routes;
}

function answered(c: Context, status: 200 | 400, body: object, requestId: string): Response {
  return c.body(JSON.stringify(body), status, {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-requestid": requestId,
  });
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    throw new KmsError("SerializationException", "");
  }
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  return invalid(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

function invalid(reason: string): never {
  throw new KmsError("ValidationException", reason);
}

/** The ARN of a key that is named by it, by an alias or by its id. */
function arnOf(keyId: string, { region, accountId }: Caller): string {
  if (keyId.startsWith("arn:")) return keyId;
  return `arn:aws:kms:${region}:${accountId}:${keyId.startsWith("alias/") ? "" : "key/"}${keyId}`;
}
