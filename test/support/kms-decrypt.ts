import { buildDecrypt, CommitmentPolicy, KmsKeyringNode } from "@aws-crypto/client-node";
import { createSealer } from "../../src/crypto/seal.ts";
import { decrypt } from "../../src/domain/kms/kms-key.ts";
import { machineRandom } from "../../src/random.ts";

/** What AWS's own Encryption SDK makes of a message whose data key the service with this secret can take back. */
export async function decryptMessage(
  message: Buffer | string,
  { secret, keyArn }: { secret: string; keyArn: string },
  policy = CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT,
) {
  const sealer = createSealer(secret, machineRandom);
  const kms = {
    async decrypt({
      CiphertextBlob,
      EncryptionContext = {},
    }: {
      CiphertextBlob: Uint8Array;
      EncryptionContext?: object;
    }) {
      const found = decrypt({ sealer }, Buffer.from(CiphertextBlob), {
        ...(EncryptionContext as Record<string, string>),
      });
      if (!found) throw new Error("InvalidCiphertextException");
      return { KeyId: found.arn, Plaintext: found.plaintext };
    },
    encrypt: () => Promise.reject(new Error("nothing is encrypted here")),
    generateDataKey: () => Promise.reject(new Error("no key is made here")),
  };
  const keyring = new KmsKeyringNode({ keyIds: [keyArn], clientProvider: () => kms });
  const { plaintext, messageHeader } = await buildDecrypt(policy).decrypt(keyring, message, { encoding: "base64" });
  return { plaintext: plaintext.toString(), messageHeader };
}
