import { CommitmentPolicy } from "@aws-crypto/client-node";
import { describe, expect, it } from "vitest";
import { encryptMessage } from "../../src/crypto/encryption-sdk.ts";
import { createSealer } from "../../src/crypto/seal.ts";
import { decrypt, newDataKey } from "../../src/domain/kms/kms-key.ts";
import { machineRandom as random } from "../../src/random.ts";
import { decryptMessage } from "../support/encrypted-code.ts";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const services = { random, sealer: createSealer("the secret of this test", random) };

/** Takes data keys back as KMS does. */
const kms = {
  async decrypt({ CiphertextBlob, EncryptionContext }: { CiphertextBlob: Uint8Array; EncryptionContext?: object }) {
    const found = decrypt(services, Buffer.from(CiphertextBlob), { ...EncryptionContext });
    if (!found) throw new Error("InvalidCiphertextException");
    return { KeyId: found.arn, Plaintext: found.plaintext };
  },
  encrypt: () => Promise.reject(new Error("nothing is encrypted here")),
  generateDataKey: () => Promise.reject(new Error("no key is made here")),
};

const encrypt = (plaintext: string) =>
  encryptMessage(
    { random, newDataKey: (context) => newDataKey(services, { arn: keyArn, context }) },
    { plaintext: Buffer.from(plaintext), keyArn, context: { "userpool-id": "us-east-1_Example01" } },
  );

/**
 * A message that Cognito made, as an AWS sample repository logs one (CustomEmailSender_SignUp, code 982921): up to its data
 * key, which nobody here can decrypt, and from there on, in base64.
 */
const recorded = {
  beginning: "AYADeJsc8ABfz4We35yeVQUr6A8AgQACABVhd3MtY3J5cHRvLXB1YmxpYy1rZXkARE",
  afterDataKey: "AgAAAAAMAAAQAAAAAAAAAAAAAAAAAA",
};

describe("A message of the AWS Encryption SDK", () => {
  it.each(["982921", "", "Temp&lt;pass&gt;1!", "ü".repeat(2_048)])("is decrypted by AWS's own: %.20s", async (text) => {
    const { plaintext, messageHeader } = await decryptMessage((await encrypt(text)).toString("base64"), {
      kms,
      keyArn,
    });
    expect(plaintext).toBe(text);
    expect(messageHeader).toMatchObject({ suiteId: 0x0378, frameLength: 4_096 });
    expect(messageHeader.encryptionContext).toEqual({
      "userpool-id": "us-east-1_Example01",
      "aws-crypto-public-key": expect.stringMatching(/^A[\w+/]{65}==$|^A[\w+/=]{67}$/),
    });
  });

  it("is refused where only committing suites are taken, as Cognito's are", async () => {
    const strict = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
    const message = await encrypt("982921");
    await expect(decryptMessage(message.toString("base64"), { kms, keyArn }, strict)).rejects.toThrow(/[Cc]ommitment/);
  });

  it("has the form of one that Cognito made", async () => {
    const message = await encrypt("982921");
    const like = Buffer.from(recorded.beginning, "base64");
    const ours = Buffer.from(message);
    // Of the same suite, but with a message id of its own.
    like.copy(ours, 4, 4, 20);
    expect(ours.subarray(0, like.length).toString("base64")).toBe(like.toString("base64"));
    expect(message.includes(Buffer.from(recorded.afterDataKey, "base64").subarray(0, 10))).toBe(true);
  });

  it.each([
    ["its header", 30],
    ["its code", -130],
    ["its signature", -5],
  ])("that was altered in %s is refused", async (_part, at) => {
    const message = await encrypt("982921");
    const position = at < 0 ? message.length + at : at;
    message.writeUInt8(message.readUInt8(position) ^ 1, position);
    await expect(decryptMessage(message.toString("base64"), { kms, keyArn })).rejects.toThrow();
  });

  it("is of one frame and no longer", async () => {
    await expect(encrypt("a".repeat(4_097))).rejects.toThrow(RangeError);
  });
});
