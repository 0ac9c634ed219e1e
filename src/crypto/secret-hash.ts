import { createHmac } from "node:crypto";
import { sameText } from "./constant-time.ts";

/**
 * SECRET_HASH, by which a confidential client's calls prove its secret: base64 of HMAC-SHA256(secret, username + client id).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function secretHash(input: { secret: string; username: string; clientId: string }): string {
  const { secret, username, clientId } = input;
  return createHmac("sha256", secret).update(`${username}${clientId}`).digest("base64");
}

/** Whether `received` proves one of `secrets`: a client may have two at a time. Each is compared, in constant time. */
export function secretHashMatches(
  received: string,
  input: { secrets: readonly string[]; username: string; clientId: string },
): boolean {
  const { secrets, username, clientId } = input;
  return secrets.map((secret) => sameText(received, secretHash({ secret, username, clientId }))).includes(true);
}
