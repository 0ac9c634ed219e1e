import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { Client } from "../../domain/client/client.ts";
import { findClient } from "../../domain/client/find-client.ts";
import { type Pool, passwordPolicy, usernameAttributes } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import { members, readQuery } from "./input.ts";
import type { Resource } from "./resource.ts";

const query = members({ clientId: z.string("name an app client, as in ?clientId=<id>") });

/** `amplify_outputs.json`, the file from which Amplify v6 configures an app, for one app client. */
export function amplifyOutputs({ database, publicUrl }: Pick<Services, "database" | "publicUrl">): Resource {
  return {
    GET: async (c) => {
      const { clientId } = readQuery(c, query);
      const { client, pool } = await findClient({ database }, clientId);
      if (client.secrets.length > 0) {
        throw new HTTPException(400, {
          message: `App client ${clientId} has a secret, which Amplify cannot send: name one without.`,
        });
      }
      return c.json(outputsFor(pool, client, publicUrl()));
    },
  };
}

const mfa = { OFF: "NONE", ON: "REQUIRED", OPTIONAL: "OPTIONAL" } as const;

/**
 * In the shape of Amplify's outputs schema 1.4 (amplify-backend, client-config). The schema has no place for an endpoint,
 * so the app hands `custom.userPoolEndpoint` on as the resource configuration's `Auth.Cognito.userPoolEndpoint`.
 */
const outputsFor = (pool: Pool, client: Client, userPoolEndpoint: string) => ({
  version: "1.4",
  auth: {
    aws_region: pool.region,
    user_pool_id: pool.id,
    user_pool_client_id: client.id,
    username_attributes: usernameAttributes(pool).length > 0 ? usernameAttributes(pool) : ["username"],
    standard_required_attributes: pool.settings.SchemaAttributes.filter(isAskedFor).map(({ Name }) => Name),
    user_verification_types: pool.settings.AutoVerifiedAttributes ?? [],
    password_policy: policyOf(pool),
    mfa_configuration: mfa[pool.settings.MfaConfiguration ?? "OFF"],
    unauthenticated_identities_enabled: false,
  },
  custom: { userPoolEndpoint },
});

/** The schema also says that `sub` is required; but nobody is asked for it at sign-up. */
const isAskedFor = ({ Name = "", Required }: Pool["settings"]["SchemaAttributes"][number]): boolean =>
  Required === true && Name !== "sub";

function policyOf(pool: Pool) {
  const policy = passwordPolicy(pool);
  return {
    min_length: policy.MinimumLength ?? 8,
    require_lowercase: policy.RequireLowercase ?? false,
    require_uppercase: policy.RequireUppercase ?? false,
    require_numbers: policy.RequireNumbers ?? false,
    require_symbols: policy.RequireSymbols ?? false,
  };
}
