import { buildDecrypt, CommitmentPolicy, KmsKeyringNode, type KmsKeyringNodeInput } from "@aws-crypto/client-node";

type Kms = ReturnType<Exclude<KmsKeyringNodeInput["clientProvider"], undefined>>;

/** What AWS's own Encryption SDK makes of a message in base64, whose data key `kms` takes back for `keyArn`. */
export async function decryptMessage(
  message: string,
  { kms, keyArn }: { kms: Kms; keyArn: string },
  policy = CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT,
) {
  const keyring = new KmsKeyringNode({ keyIds: [keyArn], clientProvider: () => kms });
  const decrypted = await buildDecrypt(policy).decrypt(keyring, message, { encoding: "base64" });
  return { plaintext: decrypted.plaintext.toString(), messageHeader: decrypted.messageHeader };
}
