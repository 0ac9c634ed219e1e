import { knownLevels } from "../authentication/assurance.ts";
import type { Client } from "../client/client.ts";
import type { AcrLevel } from "../pool/acr.ts";
import type { Pool } from "../pool/pool.ts";
import type { PoolDomain } from "../pool-domain/pool-domain.ts";
import type { Services } from "../services.ts";
import { AuthorizationRefused, type ReturnAddress, UntrustedRequest } from "./oauth-error.ts";
import { type Parameters, parametersOf, repeatedIn } from "./parameters.ts";
import { grantedScopes } from "./scopes.ts";

export const prompts = ["none", "login", "select_account", "consent"] as const;

export type Prompt = (typeof prompts)[number];

/**
 * What an app asks of a pool for somebody: RFC 6749 section 4.1.1, RFC 7636, RFC 8707, OpenID Connect Core section
 * 3.1.2.1, and Cognito's own. Everything in it has been checked. The pages carry the query from one to the next and read
 * it afresh each time, so that nothing is kept of somebody who has not signed in yet.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export interface AuthorizationRequest extends ReturnAddress {
  readonly pool: Pool;
  readonly client: Client;
  /** Those that are granted once somebody has signed in. */
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  /** By S256, the only method. */
  readonly codeChallenge: string | undefined;
  /** The API for which the access token is to be: its `aud`. */
  readonly resource: string | undefined;
  readonly lang: string | undefined;
  readonly loginHint: string | undefined;
  /** The levels that the sign-in is to reach, in the order in which they are tried; none where tokens tell of none. */
  readonly levels: readonly AcrLevel[];
  /** Seconds since when the person must have signed in, at most. */
  readonly maxAge: number | undefined;
  /** None with the classic pages, which do not know it. */
  readonly prompt: readonly Prompt[];
  /** COGNITO or a provider of the client's; the page lets people choose where it is absent. */
  readonly provider: string | undefined;
  /** What it was read from, for the links between the pages: without the question mark. */
  readonly query: string;
}

/** Which pool is asked, by which of its domains. */
export interface AskedAt {
  readonly pool: Pool;
  readonly domain: PoolDomain;
}

/**
 * Reads an authorization request. Throws UntrustedRequest before the redirect URI is known to be the client's, and
 * AuthorizationRefused from then on.
 */
export async function readAuthorizationRequest(
  services: Pick<Services, "database">,
  { pool, domain }: AskedAt,
  query: URLSearchParams,
): Promise<AuthorizationRequest> {
  const parameters = parametersOf(query);
  const client = await findAskingClient(services, pool, query, parameters);
  const to: ReturnAddress = {
    redirectUri: trustedRedirectUri(client, parameters.redirect_uri),
    responseType: parameters.response_type === "token" ? "token" : "code",
    state: parameters.state,
  };
  checkMayAsk(client, to, query, parameters);
  const prompt = domain.content.managedLoginVersion === 2 ? promptsIn(to, parameters.prompt) : [];
  return {
    ...to,
    ...{ pool, client, prompt },
    scopes: await grantedScopes(services, { pool, client, to }, parameters.scope),
    nonce: parameters.nonce,
    codeChallenge: codeChallengeIn(to, parameters),
    resource: resourceIn(to, query.getAll("resource")),
    lang: parameters.lang,
    loginHint: parameters.login_hint,
    levels: knownLevels(pool, parameters.acr_values),
    maxAge: maxAgeIn(to, parameters.max_age),
    provider: await askedProvider(services, { pool, client, to }, parameters),
    query: query.toString(),
  };
}

async function findAskingClient(
  { database }: Pick<Services, "database">,
  pool: Pool,
  query: URLSearchParams,
  { client_id: id }: Parameters,
): Promise<Client> {
  // Which of two was meant, nobody can tell: neither is trusted.
  const repeated = ["client_id", "redirect_uri"].find((name) => query.getAll(name).length > 1);
  if (repeated) throw new UntrustedRequest("invalid_request");
  if (id === undefined) throw new UntrustedRequest("Required String parameter 'client_id' is not present");
  const client = await database.clients.get(id);
  if (client?.poolId !== pool.id) throw new UntrustedRequest("Client does not exist.", id);
  return client;
}

/** Exactly one of the client's, character by character (RFC 9700 section 2.1). Throws UntrustedRequest. */
export function trustedRedirectUri({ id, settings }: Client, asked: string | undefined): string {
  const redirectUri = asked ?? settings.DefaultRedirectURI;
  if (redirectUri === undefined) {
    throw new UntrustedRequest("Required String parameter 'redirect_uri' is not present", id);
  }
  if (!settings.CallbackURLs?.includes(redirectUri)) throw new UntrustedRequest("redirect_mismatch", id);
  return redirectUri;
}

const flowOf = { code: "code", token: "implicit" } as const;

function checkMayAsk(client: Client, to: ReturnAddress, query: URLSearchParams, parameters: Parameters): void {
  const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows: flows = [] } = client.settings;
  if (!AllowedOAuthFlowsUserPoolClient) {
    const description = "Client is not enabled for OAuth2.0 flows.";
    throw new AuthorizationRefused(to, "invalid_request", { description });
  }
  const repeated = repeatedIn(query);
  if (repeated) throw new AuthorizationRefused(to, "invalid_request", { reason: `${repeated} is given twice` });
  const { response_type: responseType } = parameters;
  if (responseType === undefined) {
    throw new AuthorizationRefused(to, "invalid_request", { reason: "response_type is missing" });
  }
  if (!Object.hasOwn(flowOf, responseType)) throw new AuthorizationRefused(to, "unsupported_response_type");
  const flow = flowOf[responseType as keyof typeof flowOf];
  if (!flows.includes(flow)) {
    throw new AuthorizationRefused(to, "unauthorized_client", { reason: `the client may not use the flow ${flow}` });
  }
}

/** RFC 7636 section 4.3; a challenge is SHA-256 in base64url. */
function codeChallengeIn(to: ReturnAddress, parameters: Parameters): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters;
  if (challenge === undefined && method === undefined) return undefined;
  if (method !== "S256" || !/^[\w-]{43}$/.test(challenge ?? "")) {
    throw new AuthorizationRefused(to, "invalid_request", { reason: "PKCE takes a challenge by S256, and no other" });
  }
  return challenge;
}

/** OpenID Connect Core section 3.1.2.1: `none` stands alone. */
function promptsIn(to: ReturnAddress, text = ""): Prompt[] {
  const asked = text.split(" ").filter(Boolean);
  const known = prompts.filter((prompt) => asked.includes(prompt));
  if (known.length !== new Set(asked).size || (known.includes("none") && known.length > 1)) {
    throw new AuthorizationRefused(to, "invalid_request", { reason: "prompt is none, or some of the others" });
  }
  return known;
}

/** OpenID Connect Core section 3.1.2.1. */
function maxAgeIn(to: ReturnAddress, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AuthorizationRefused(to, "invalid_request", { reason: "max_age is no number of seconds" });
}

/** RFC 8707 section 2: an absolute URI without a fragment; Cognito binds a token to one alone. */
function resourceIn(to: ReturnAddress, values: readonly string[]): string | undefined {
  const [resource] = values;
  if (resource === undefined) return undefined;
  const url = values.length === 1 ? URL.parse(resource) : null;
  const isPlain = url?.protocol === "http:" && url.hostname !== "localhost";
  if (!url || url.hash || resource.includes("#") || isPlain) {
    throw new AuthorizationRefused(to, "invalid_request", {
      reason: "resource is no URL that a token can be bound to",
    });
  }
  return resource;
}

/** The provider that `identity_provider` or `idp_identifier` names, if the client has it. */
async function askedProvider(
  { database }: Pick<Services, "database">,
  { pool, client, to }: { pool: Pool; client: Client; to: ReturnAddress },
  { identity_provider: name, idp_identifier: identifier }: Parameters,
): Promise<string | undefined> {
  if (name === undefined && identifier === undefined) return undefined;
  const identified = identifier === undefined ? undefined : await database.idpIdentifiers.get(pool.id, identifier);
  const asked = name ?? identified?.content.providerName;
  if (asked !== undefined && client.settings.SupportedIdentityProviders?.includes(asked)) return asked;
  throw new AuthorizationRefused(to, "invalid_request", { reason: "the client has no such identity provider" });
}
