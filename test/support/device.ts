import { createHmac } from "node:crypto";
import { cognitoClient } from "../crypto/cognito-client.ts";
import { timestamp } from "./srp-answer.ts";

/** What a device keeps of itself between two sign-ins. */
export interface DeviceMetadata {
  readonly DeviceKey?: string | undefined;
  readonly DeviceGroupKey?: string | undefined;
}

/** A device, reckoned by AWS's own library: what ConfirmDevice wants of it, and how it proves its secret. */
export async function deviceOf({ DeviceKey = "", DeviceGroupKey = "" }: DeviceMetadata) {
  const client = cognitoClient(DeviceGroupKey);
  const { password, salt, verifier } = await client.confirmDevice(DeviceKey);
  return {
    DeviceKey,
    SRP_A: client.A,
    DeviceSecretVerifierConfig: { Salt: salt.toString("base64"), PasswordVerifier: verifier.toString("base64") },

    /** The answer to a DEVICE_PASSWORD_VERIFIER, given as its ChallengeParameters. */
    async answer({ SRP_B: B = "", SALT = "", SECRET_BLOCK = "", USERNAME = "" }: Record<string, string> = {}) {
      const key = await client.passwordKey({ userId: DeviceKey, password, B, salt: SALT });
      const TIMESTAMP = timestamp(new Date());
      const signature = createHmac("sha256", key)
        .update(`${DeviceGroupKey}${DeviceKey}`)
        .update(SECRET_BLOCK, "base64")
        .update(TIMESTAMP)
        .digest("base64");
      return {
        ...{ USERNAME, DEVICE_KEY: DeviceKey, TIMESTAMP },
        ...{ PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature },
      };
    },
  };
}
