import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { type Random, randomString } from "../../random.ts";
import type { Services } from "../services.ts";
import { newSigningKeys, type SigningKey } from "../token/signing-keys.ts";
import { checkPool } from "./check-pool.ts";
import type { Pool } from "./pool.ts";
import { fillSettings, unlessEmpty } from "./pool-settings.ts";
import { schemaAttributes } from "./schema-attributes.ts";
import { checkTier } from "./tier.ts";

export interface NewPool {
  readonly region: string;
  readonly input: CreateUserPoolRequest;
  /** Given where a pool is declared with a fixed one; otherwise made up. */
  readonly id?: string;
}

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const newPoolId = (random: Random, region: string): string => `${region}_${randomString(random, 9, alphanumerics)}`;

/**
 * Builds a pool and stores nothing. Throws InvalidParameterException, FeatureUnavailableInTierException,
 * InvalidEmailRoleAccessPolicyException, UserPoolTaggingException.
 */
export function buildPool(
  { random, clock, accountId }: Pick<Services, "random" | "clock" | "accountId">,
  { region, input, id = newPoolId(random, region) }: NewPool,
): Pool {
  checkPool({ input, region, accountId });
  const settings = {
    ...fillSettings(input),
    Name: input.PoolName as string,
    SchemaAttributes: schemaAttributes(input.Schema),
    AliasAttributes: unlessEmpty(input.AliasAttributes),
    UsernameAttributes: unlessEmpty(input.UsernameAttributes),
    UsernameConfiguration: input.UsernameConfiguration,
  };
  checkTier(settings);
  const now = clock.now();
  return { id, region, settings, createdAt: now, modifiedAt: now };
}

/** Builds a pool and its keys and stores nothing. Throws as `buildPool` does. */
export async function newPool(
  services: Pick<Services, "random" | "clock" | "keyReserve" | "accountId">,
  wanted: NewPool,
): Promise<{ pool: Pool; keys: SigningKey[] }> {
  const pool = buildPool(services, wanted);
  return { pool, keys: await newSigningKeys(services) };
}
