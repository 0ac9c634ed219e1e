import { sameText } from "../../crypto/constant-time.ts";
import { fail } from "../../errors.ts";
import type { Client } from "./client.ts";

/** Is this one of the client's secrets? Every one is compared, whichever is right. */
export const isSecretOf = (client: Client, secret: string): boolean =>
  client.secrets.map(({ value }) => sameText(value, secret)).includes(true);

/** Holds a call that brings the secret itself to it. Throws NotAuthorizedException in Cognito's words. */
export function checkClientSecret(client: Client, secret: string | undefined): void {
  if (client.secrets.length === 0) {
    if (secret === undefined) return;
    fail("NotAuthorizedException", `Client ${client.id} is not configured for secret but secret was received`);
  }
  if (secret === undefined) {
    fail("NotAuthorizedException", `Client ${client.id} is configured for secret but secret was not received`);
  }
  if (!isSecretOf(client, secret)) {
    fail("NotAuthorizedException", `Unable to verify secret hash for client ${client.id}`);
  }
}
