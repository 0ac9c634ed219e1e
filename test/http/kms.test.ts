import {
  buildClient,
  CommitmentPolicy,
  getClient,
  KMS as KeyringClient,
  KmsKeyringNode,
} from "@aws-crypto/client-node";
import { KMS, type KMSClientConfig } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { startForAll } from "../support/start.ts";

const keys = { accessKeyId: "AKIATEST", secretAccessKey: "s3cr3t" };
const KeyId = "arn:aws:kms:us-east-1:123456789012:key/0d5a3c1e-0000-4000-8000-000000000001";
const other = "arn:aws:kms:us-east-1:123456789012:key/0d5a3c1e-0000-4000-8000-000000000002";
const EncryptionContext = { "userpool-id": "us-east-1_Poolhouse", purpose: "test" };
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe("The Key Management Service, as far as it is here", async () => {
  const open = await startForAll("memory");
  const strict = await startForAll("memory", { environment: { POOLHOUSE_ACCESS_KEYS: "AKIATEST:s3cr3t" } });
  const configOf = (endpoint: string): KMSClientConfig => ({
    ...{ endpoint, region: "us-east-1", credentials: keys, maxAttempts: 1 },
  });
  const kms = (endpoint = open.current.url) => new KMS(configOf(endpoint));

  it("decrypts what it has encrypted, and says by which key", async () => {
    const Plaintext = Buffer.from("a code");
    const { CiphertextBlob, KeyId: by } = await kms().encrypt({ KeyId, Plaintext, EncryptionContext });
    expect(by).toBe(KeyId);
    const decrypted = await kms().decrypt({
      CiphertextBlob,
      // In another order: a context has none.
      EncryptionContext: { purpose: "test", "userpool-id": "us-east-1_Poolhouse" },
    });
    expect(decrypted).toMatchObject({ KeyId, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" });
    expect(text(decrypted.Plaintext)).toBe("a code");
  });

  it("makes data keys of the length asked for, and takes them back", async () => {
    const lengths = [{ KeySpec: "AES_256" }, { KeySpec: "AES_128" }, { NumberOfBytes: 64 }] as const;
    for (const [index, length] of lengths.entries()) {
      const made = await kms().generateDataKey({ KeyId, EncryptionContext, ...length });
      expect(made.Plaintext?.length).toBe([32, 16, 64][index]);
      const { CiphertextBlob } = made;
      const { Plaintext } = await kms().decrypt({ CiphertextBlob, EncryptionContext, KeyId });
      expect(Plaintext).toEqual(made.Plaintext);
    }
    const neither = kms().generateDataKey({ KeyId });
    await expect(neither).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses another context, another key, and what was altered", async () => {
    const Plaintext = Buffer.from("a code");
    const { CiphertextBlob } = await kms().encrypt({ KeyId, Plaintext, EncryptionContext });
    const ofAnother = { ...EncryptionContext, "userpool-id": "us-east-1_Other" };
    for (const context of [ofAnother, {}, undefined]) {
      const opened = kms().decrypt({ CiphertextBlob, EncryptionContext: context });
      await expect(opened).rejects.toMatchObject({ name: "InvalidCiphertextException" });
    }
    await expect(kms().decrypt({ CiphertextBlob, EncryptionContext, KeyId: other })).rejects.toMatchObject({
      name: "IncorrectKeyException",
    });
    const head = Buffer.from(CiphertextBlob ?? []);
    // The ARN of another key in the place of its own.
    const renamed = Buffer.from(head.toString("latin1").replace("000000000001", "000000000002"), "latin1");
    const cut = head.subarray(0, 40);
    for (const altered of [renamed, cut, Buffer.from("x"), Buffer.alloc(80, 1)]) {
      const opened = kms().decrypt({ CiphertextBlob: altered, EncryptionContext });
      await expect(opened).rejects.toMatchObject({ name: "InvalidCiphertextException" });
    }
  });

  it("knows a key by its id and its alias too, and describes it", async () => {
    const { KeyMetadata } = await kms().describeKey({ KeyId: "0d5a3c1e-0000-4000-8000-000000000001" });
    expect(KeyMetadata).toMatchObject({
      Arn: KeyId,
      KeyId: "0d5a3c1e-0000-4000-8000-000000000001",
      AWSAccountId: "123456789012",
      Enabled: true,
      KeyState: "Enabled",
      KeyUsage: "ENCRYPT_DECRYPT",
    });
    const aliased = await kms().describeKey({ KeyId: "alias/pool" });
    expect(aliased.KeyMetadata?.Arn).toBe("arn:aws:kms:us-east-1:123456789012:alias/pool");
  });

  it("says what it does not know", async () => {
    await expect(kms().listKeys({})).rejects.toMatchObject({ name: "UnknownOperationException" });
    const long = kms().encrypt({ KeyId, Plaintext: Buffer.alloc(4097) });
    await expect(long).rejects.toMatchObject({ name: "ValidationException" });
    const headers = { "x-amz-target": "TrentService.toString", authorization: "nothing" };
    for (const target of ["TrentService.toString", "TrentService.__proto__", "TrentService."]) {
      const response = await fetch(open.current.url, {
        method: "POST",
        headers: { ...headers, "x-amz-target": target },
        body: "{}",
      });
      expect(response.status).toBe(400);
    }
  });

  it("takes no signature but a right one where there are access keys", async () => {
    const { url } = strict.current;
    await expect(kms(url).describeKey({ KeyId })).resolves.toBeTruthy();
    const wrong = new KMS({ ...configOf(url), credentials: { ...keys, secretAccessKey: "another" } });
    await expect(wrong.describeKey({ KeyId })).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  it("is what a KMS keyring of the AWS Encryption SDK needs, unmodified", async () => {
    const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
    const clientProvider = getClient(KeyringClient, configOf(open.current.url));
    const writing = new KmsKeyringNode({ clientProvider, generatorKeyId: KeyId, keyIds: [other] });
    const { result } = await encrypt(writing, "123456", { encryptionContext: EncryptionContext });
    for (const keyId of [KeyId, other]) {
      const reading = new KmsKeyringNode({ clientProvider, keyIds: [keyId] });
      const { plaintext, messageHeader } = await decrypt(reading, result);
      expect(plaintext.toString()).toBe("123456");
      expect(messageHeader.encryptionContext).toMatchObject(EncryptionContext);
    }
    const stranger = new KmsKeyringNode({ clientProvider, keyIds: [`${other}0`] });
    await expect(decrypt(stranger, result)).rejects.toThrow();
  });
});
