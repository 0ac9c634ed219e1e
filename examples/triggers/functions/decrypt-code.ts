import { buildDecrypt, CommitmentPolicy, KmsKeyringNode } from "@aws-crypto/client-node";

// Cognito encrypts without key commitment, so a client that requires it refuses.
const { decrypt } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);

/** The code or temporary password that a sender is given. */
export async function decryptCode(code: string): Promise<string> {
  const keyring = new KmsKeyringNode({ keyIds: [process.env.KEY_ARN ?? ""] });
  const { plaintext } = await decrypt(keyring, Buffer.from(code, "base64"));
  return plaintext.toString("utf8");
}
