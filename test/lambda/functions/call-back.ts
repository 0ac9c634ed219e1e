import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { KMS } from "@aws-sdk/client-kms";

/** As on Lambda, where nobody says where the service is, or by which keys. */
const cognito = new CognitoIdentityProvider();
const kms = new KMS();

interface Event {
  readonly userPoolId: string;
  readonly userName: string;
}

export const handler = async ({ userPoolId, userName }: Event) => {
  const { UserStatus } = await cognito.adminGetUser({ UserPoolId: userPoolId, Username: userName });
  const KeyId = "arn:aws:kms:us-east-1:123456789012:key/of-the-pool";
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Buffer.from("a code") });
  const { Plaintext } = await kms.decrypt({ CiphertextBlob });
  const isOfRole = process.env.AWS_SESSION_TOKEN !== undefined;
  return { UserStatus, code: Buffer.from(Plaintext ?? []).toString(), isOfRole };
};
