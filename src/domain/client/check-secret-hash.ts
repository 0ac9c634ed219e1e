import { secretHashMatches } from "../../crypto/secret-hash.ts";
import { fail } from "../../errors.ts";
import type { Client } from "./client.ts";

/**
 * Holds a call to the client's secret: SECRET_HASH = base64(HMAC-SHA256(secret, username + clientId)).
 * Any of `usernames` will do, because some calls may name a person in several ways. Throws NotAuthorizedException.
 */
export function checkSecretHash(client: Client, hash: string | undefined, ...usernames: string[]): void {
  if (client.secrets.length === 0) {
    if (hash === undefined) return;
    fail("NotAuthorizedException", `Client ${client.id} is not configured for secret but secret was received`);
  }
  if (hash === undefined) {
    fail("NotAuthorizedException", `Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const secrets = client.secrets.map(({ value }) => value);
  const matches = usernames.some((username) => secretHashMatches(hash, { secrets, username, clientId: client.id }));
  if (!matches) fail("NotAuthorizedException", `Unable to verify secret hash for client ${client.id}`);
}
