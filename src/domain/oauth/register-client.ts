import type { DcrConfigurationType, OAuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoError } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { registerScope } from "../client/client-scopes.ts";
import { insertClient } from "../client/insert-client.ts";
import { newClient } from "../client/new-client.ts";
import { findOffers, type PoolOffers } from "../client/pool-offers.ts";
import { isInsecure } from "../local-url.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { OAuthError, refuse } from "./oauth-error.ts";

/** What an app says of itself (RFC 7591 section 2), as far as a client is made of it. */
export interface ClientMetadata {
  readonly redirect_uris?: readonly string[] | undefined;
  readonly token_endpoint_auth_method: "none" | "client_secret_basic" | "client_secret_post";
  readonly grant_types: readonly string[];
  readonly client_name?: string | undefined;
  /** Space-separated. */
  readonly scope?: string | undefined;
}

/** Whether the app showed a token that lets it register. */
export type Registrant = "open" | "authenticated";

/** The grant types of RFC 7591 and the flow of a client that each needs; a refresh token comes along with a code. */
const flowOf: Readonly<Record<string, OAuthFlowType | undefined>> = {
  authorization_code: "code",
  client_credentials: "client_credentials",
  refresh_token: undefined,
};

/** What browsers open or run by themselves: no app comes back by it. */
const schemesOfBrowsers = ["about:", "blob:", "data:", "file:", "javascript:", "vbscript:"];

const scopesOfPeople = ["openid", "email", "phone", "profile"];

/**
 * Makes a client for an app that asks for one itself, as far as the pool lets it (DcrConfigurationType). Throws
 * OAuthError: invalid_client_metadata, invalid_redirect_uri.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html
 */
export async function registerClient(
  services: Services,
  pool: Pool,
  metadata: ClientMetadata,
  registrant: Registrant,
): Promise<Client> {
  const { DcrConfiguration = {} } = pool.settings;
  const { redirect_uris: urls = [], token_endpoint_auth_method: method } = metadata;
  const flows = flowsIn(metadata, allowedFlows(DcrConfiguration, registrant));
  const offers = await findOffers(services, pool);
  checkUrls(urls, flows, offers);
  const input = {
    ClientName: metadata.client_name ?? "Registered client",
    GenerateSecret: method !== "none",
    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH" as const],
    SupportedIdentityProviders: flows.includes("code") ? ["COGNITO", ...offers.providers] : undefined,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: flows,
    AllowedOAuthScopes: scopesIn(metadata, DcrConfiguration, flows),
    CallbackURLs: urls.length > 0 ? [...urls] : undefined,
    PreventUserExistenceErrors: "ENABLED" as const,
  };
  try {
    const client = newClient(services, pool, { type: "DCR", offers, input });
    await insertClient(services, client);
    return client;
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    throw metadataError(error.message);
  }
}

/** `implicit` may stand in the lists, and counts for nothing. */
function allowedFlows(configuration: DcrConfigurationType, registrant: Registrant): readonly OAuthFlowType[] {
  const { OpenDcrGrantTypes = ["code"], AuthenticatedGrantTypes = ["code", "client_credentials"] } = configuration;
  return registrant === "open" ? OpenDcrGrantTypes : AuthenticatedGrantTypes;
}

function flowsIn({ grant_types: asked }: ClientMetadata, allowed: readonly OAuthFlowType[]): OAuthFlowType[] {
  const unknown = asked.find((type) => !Object.hasOwn(flowOf, type));
  if (unknown !== undefined) throw metadataError(`The grant type ${unknown} is not supported.`);
  const flows = [...new Set(asked.flatMap((type) => flowOf[type] ?? []))];
  const forbidden = flows.find((flow) => !allowed.includes(flow));
  if (forbidden !== undefined) throw metadataError(`The user pool does not let apps register for ${forbidden}.`);
  if (flows.length === 0) throw metadataError("grant_types must name authorization_code or client_credentials.");
  return flows;
}

function scopesIn(
  { scope = "" }: ClientMetadata,
  { AllowedScopes = [] }: DcrConfigurationType,
  flows: OAuthFlowType[],
) {
  const offered = [...scopesOfPeople, ...AllowedScopes].filter((name) => name !== registerScope);
  const usual = flows.includes("code") ? offered : offered.filter((name) => name.includes("/"));
  const asked = [...new Set(scope.split(" ").filter(Boolean))];
  const unknown = asked.find((name) => !offered.includes(name));
  if (unknown !== undefined) throw metadataError(`The user pool does not let apps register for the scope ${unknown}.`);
  return asked.length > 0 ? asked : usual;
}

/** RFC 7591 section 5: an attacker must not register what is no app's. */
function checkUrls(urls: readonly string[], flows: readonly OAuthFlowType[], { localUrls }: PoolOffers): void {
  if (flows.includes("code") && urls.length === 0) refuse("invalid_redirect_uri", "there is no redirect URI");
  const isBad = (text: string, url = URL.parse(text)) =>
    url === null || text.includes("#") || schemesOfBrowsers.includes(url.protocol) || isInsecure(text, localUrls);
  const bad = urls.find((url) => isBad(url));
  if (bad !== undefined) refuse("invalid_redirect_uri", `${bad} is no URL to come back to`);
}

const metadataError = (description: string) => new OAuthError("invalid_client_metadata", { description });
