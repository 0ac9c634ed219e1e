import type { UpdateUserPoolClientRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkClient } from "./check-client.ts";
import type { Client } from "./client.ts";
import { fillClientSettings } from "./client-settings.ts";

/**
 * The client with its settings replaced: what `input` leaves out returns to its default, but for the name. Its secrets
 * stay. `providers` are the names of the pool's identity providers. Throws as `newClient` does.
 */
export function changeClient(
  { clock }: Pick<Services, "clock">,
  pool: Pool,
  client: Client,
  input: Omit<UpdateUserPoolClientRequest, "UserPoolId" | "ClientId">,
  providers: readonly string[],
): Client {
  const settings = fillClientSettings(input, input.ClientName ?? client.settings.ClientName);
  checkClient({ settings, secrets: client.secrets, pool, providers });
  return { ...client, settings, modifiedAt: clock.now() };
}
