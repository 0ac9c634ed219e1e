import type { UpdateUserPoolClientRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkClient } from "./check-client.ts";
import type { Client } from "./client.ts";
import { fillClientSettings } from "./client-settings.ts";
import type { PoolOffers } from "./pool-offers.ts";

export interface ChangedClient {
  readonly input: Omit<UpdateUserPoolClientRequest, "UserPoolId" | "ClientId">;
  readonly offers: PoolOffers;
}

/**
 * The client with its settings replaced: what `input` leaves out returns to its default, but for the name. Its secrets
 * session configuration and type stay. Throws as `newClient` does.
 */
export function changeClient(
  { clock }: Pick<Services, "clock">,
  pool: Pool,
  client: Client,
  { input, offers }: ChangedClient,
): Client {
  const { ClientName, SSOSession, ClientType } = client.settings;
  const settings = { ...fillClientSettings(input, input.ClientName ?? ClientName), SSOSession, ClientType };
  checkClient({ settings, secrets: client.secrets, pool, offers });
  return { ...client, settings, modifiedAt: clock.now() };
}
