import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { Client } from "../../domain/client/client.ts";
import { findClient } from "../../domain/client/find-client.ts";
import { type Pool, passwordPolicy, usernameAttributes } from "../../domain/pool/pool.ts";
import { domainOf } from "../../domain/pool-domain/find-domain.ts";
import type { Services } from "../../domain/services.ts";
import { members, readQuery } from "./input.ts";
import type { Resource } from "./resource.ts";

const query = members({ clientId: z.string("name an app client, as in ?clientId=<id>") });

/** `amplify_outputs.json`, the file from which Amplify v6 configures an app, for one app client. */
export function amplifyOutputs(services: Pick<Services, "database" | "publicUrl" | "httpsUrl">): Resource {
  const { database, publicUrl, httpsUrl } = services;
  return {
    GET: async (c) => {
      const { clientId } = readQuery(c, query);
      const { client, pool } = await findClient({ database }, clientId);
      if (client.secrets.length > 0) {
        throw new HTTPException(400, {
          message: `App client ${clientId} has a secret, which Amplify cannot send: name one without.`,
        });
      }
      const secureUrl = publicUrl().startsWith("https:") ? publicUrl() : httpsUrl();
      const hasPages = secureUrl !== undefined && (await domainOf(services, pool)) !== undefined;
      const oauth = hasPages ? oauthFor(pool, client, secureUrl) : {};
      return c.json(outputsFor(pool, client, { endpoint: publicUrl(), oauth }));
    },
  };
}

const mfa = { OFF: "NONE", ON: "REQUIRED", OPTIONAL: "OPTIONAL" } as const;

/**
 * In the shape of Amplify's outputs schema 1.4 (amplify-backend, client-config). The schema has no place for an endpoint,
 * so the app hands `custom.userPoolEndpoint` on as the resource configuration's `Auth.Cognito.userPoolEndpoint`.
 */
const outputsFor = (pool: Pool, client: Client, { endpoint, oauth }: { endpoint: string; oauth: object }) => ({
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
    ...oauth,
  },
  custom: { userPoolEndpoint: endpoint },
});

const socialProviders: Readonly<Record<string, string>> = {
  Google: "GOOGLE",
  Facebook: "FACEBOOK",
  LoginWithAmazon: "LOGIN_WITH_AMAZON",
  SignInWithApple: "SIGN_IN_WITH_APPLE",
};

/** How an app sends people to the pages: Amplify puts `https://` before the domain, so there has to be HTTPS. */
function oauthFor({ id }: Pool, { settings }: Client, secureUrl: string): object {
  const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows: flows = [] } = settings;
  if (!AllowedOAuthFlowsUserPoolClient || flows.includes("client_credentials")) return {};
  return {
    oauth: {
      identity_providers: (settings.SupportedIdentityProviders ?? []).flatMap((name) => socialProviders[name] ?? []),
      domain: `${secureUrl.replace(/^https:\/\//, "")}/${id}`,
      scopes: settings.AllowedOAuthScopes ?? [],
      redirect_sign_in_uri: settings.CallbackURLs ?? [],
      redirect_sign_out_uri: settings.LogoutURLs ?? [],
      response_type: flows.includes("code") ? "code" : "token",
    },
  };
}

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
