import type { ClientTypeType, CreateUserPoolClientRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Random, randomString } from "../../random.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkClient } from "./check-client.ts";
import type { Client } from "./client.ts";
import { clientSecret, generateSecret } from "./client-secrets.ts";
import { fillClientSettings } from "./client-settings.ts";
import type { PoolOffers } from "./pool-offers.ts";

export interface NewClient {
  readonly input: Omit<CreateUserPoolClientRequest, "UserPoolId">;
  /** DCR for one that registers itself. */
  readonly type?: ClientTypeType;
  /** Given where a client is declared with a fixed one; otherwise made up. */
  readonly id?: string;
  readonly offers: PoolOffers;
}

const alphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";

const newClientId = (random: Random): string => randomString(random, 26, alphanumerics);

/**
 * Builds a client of the pool and stores nothing. Throws InvalidParameterException, InvalidOAuthFlowException,
 * ScopeDoesNotExistException, FeatureUnavailableInTierException.
 */
export function newClient(
  { random, clock }: Pick<Services, "random" | "clock">,
  pool: Pool,
  { input, id = newClientId(random), type, offers }: NewClient,
): Client {
  const now = clock.now();
  const settings = { ...fillClientSettings(input, input.ClientName as string), ...(type && { ClientType: type }) };
  const value = secretValue(random, input);
  const secrets = value === undefined ? [] : [clientSecret(id, value, now)];
  checkClient({ settings, secrets, pool, offers });
  return { id, poolId: pool.id, settings, secrets, createdAt: now, modifiedAt: now };
}

function secretValue(
  random: Random,
  { GenerateSecret, ClientSecret }: Pick<CreateUserPoolClientRequest, "GenerateSecret" | "ClientSecret">,
): string | undefined {
  if (GenerateSecret && ClientSecret !== undefined) {
    fail(
      "InvalidParameterException",
      "You cannot specify both GenerateSecret as true and provide a ClientSecret value.",
    );
  }
  return GenerateSecret ? generateSecret(random) : ClientSecret;
}
