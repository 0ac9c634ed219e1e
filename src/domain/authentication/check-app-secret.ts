import { checkSecretHash } from "../client/check-secret-hash.ts";
import type { Client } from "../client/client.ts";
import type { CallContext } from "./call-context.ts";
import { optional } from "./parameters.ts";

interface Asking {
  readonly client: Client;
  readonly context: CallContext;
}

/**
 * Has the caller show by SECRET_HASH that it knows the client's secret, where there is one; the service's own pages need
 * not. Throws NotAuthorizedException.
 */
export function checkAppSecret(
  { client, context }: Asking,
  parameters: Readonly<Partial<Record<string, string>>>,
  ...usernames: string[]
): void {
  if (context.caller === "pages") return;
  checkSecretHash(client, optional(parameters, "SECRET_HASH"), ...usernames);
}
