import { createHmac } from "node:crypto";
import type {
  CognitoIdentityProvider,
  RespondToAuthChallengeCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognitoClient } from "../crypto/cognito-client.ts";

interface SrpSignIn {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** SECRET_HASH of the first call, for a client that has a secret. */
  readonly secretHash?: string;
  /** What the caller's clock says; the machine's when left out. */
  readonly now?: Date;
}

/** One run of the client's side of SRP in a pool. */
export function srpClient(userPoolId: string) {
  const [, poolName = ""] = userPoolId.split("_");
  const client = cognitoClient(poolName);

  /** The right answer to a PASSWORD_VERIFIER, not yet sent. */
  async function answerTo(
    asked: Record<string, string>,
    { clientId, password, now = new Date() }: Pick<SrpSignIn, "clientId" | "password" | "now">,
  ): Promise<RespondToAuthChallengeCommandInput> {
    const { USER_ID_FOR_SRP: userId = "", SRP_B: B = "", SALT: salt = "", SECRET_BLOCK = "" } = asked;
    const key = await client.passwordKey({ userId, password, B, salt });
    const TIMESTAMP = timestamp(now);
    const signature = createHmac("sha256", key)
      .update(`${poolName}${userId}`)
      .update(SECRET_BLOCK, "base64")
      .update(TIMESTAMP)
      .digest("base64");
    return {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId: clientId,
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP,
      },
    };
  }

  return { A: client.A, answerTo };
}

/** Begins a sign-in by SRP and gives the right answer to its PASSWORD_VERIFIER, not yet sent. */
export async function srpAnswer(
  sdk: CognitoIdentityProvider,
  { userPoolId, username, secretHash, ...proof }: SrpSignIn,
): Promise<RespondToAuthChallengeCommandInput> {
  const client = srpClient(userPoolId);
  const { ChallengeParameters: asked = {} } = await sdk.initiateAuth({
    AuthFlow: "USER_SRP_AUTH",
    ClientId: proof.clientId,
    AuthParameters: { USERNAME: username, SRP_A: client.A, ...(secretHash && { SECRET_HASH: secretHash }) },
  });
  return client.answerTo(asked, proof);
}

/** `Tue Nov 3 08:09:05 UTC 2026`. */
export function timestamp(at: Date): string {
  const [weekday, day, month, year, time] = at.toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
