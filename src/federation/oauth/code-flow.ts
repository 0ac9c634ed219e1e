import * as oauth from "oauth4webapi";
import type { AttemptSecrets, Claims, Told, Upstream, Wishes } from "../../domain/federation/upstream.ts";
import { UpstreamRefused } from "../../domain/federation/upstream.ts";
import { outbound, type Sent } from "../outbound.ts";
import { describeFailure, inTime } from "./describe-failure.ts";
import { checkHmac, isHmac } from "./hmac.ts";
import type { CodeFlowKind } from "./kind.ts";
import { codeFlowKinds } from "./kinds.ts";

/**
 * The code flow of OAuth 2.0 with any provider (RFC 6749 section 4.1, OpenID Connect Core section 3.1). As Cognito does, the
 * client authenticates with its secret in the body, and sends no code challenge: what binds the answer to the request is
 * `state`, which is the browser's, and `nonce`.
 */

const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
const hmacs = ["HS256", "HS384", "HS512"];

/** Seconds by which clocks may differ. */
const skew = 60;

interface Conversation {
  readonly kind: CodeFlowKind;
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly options: {
    readonly [oauth.customFetch]: (url: string, sent: Sent) => Promise<Response>;
    readonly [oauth.allowInsecureRequests]: true;
  };
}

/** Where a browser is to go. */
export async function begin(
  upstream: Upstream,
  { state, nonce }: Pick<AttemptSecrets, "state" | "nonce">,
  wishes: Wishes,
): Promise<string> {
  const { kind, client } = converse(upstream);
  const { authorize_url, authorize_scopes: scope } = upstream.details;
  if (!authorize_url) throw unreachable(upstream);
  const asked = {
    client_id: client.client_id,
    redirect_uri: callbackOf(upstream),
    response_type: "code",
    ...{ scope, state, prompt: wishes.prompt },
    ...(kind.idToken === "required" && { nonce }),
    ...kind.asks?.(upstream, wishes),
  };
  const url = new URL(authorize_url);
  for (const [name, value] of Object.entries(asked)) if (value) url.searchParams.set(name, value);
  return url.href;
}

/** What the provider tells of whom it sent back with `answer`. */
export async function complete(upstream: Upstream, secrets: AttemptSecrets, answer: URLSearchParams): Promise<Told> {
  const conversation = converse(upstream);
  const { kind } = conversation;
  try {
    const code = oauth.validateAuthResponse(conversation.server, conversation.client, answer, secrets.state);
    const { tokens, idToken } = await redeem(upstream, conversation, code, secrets);
    const userInfo = await askUserInfo(upstream, conversation, tokens, idToken);
    const given = kind.readAnswer?.(answer) ?? {};
    return {
      claims: { ...userInfo, ...given, ...idToken, ...tokensIn(tokens) },
      sources: { tokenResponse: { ...tokens }, idToken, userInfo: { ...userInfo, ...given } },
    };
  } catch (error) {
    throw error instanceof UpstreamRefused ? error : describeFailure(upstream, error);
  }
}

function converse({ type, details, name }: Upstream): Conversation {
  if (type === "SAML") throw new Error(`${name} speaks SAML`);
  const kind = codeFlowKinds[type];
  const { oidc_issuer, token_url, attributes_url, jwks_uri = kind.keysUrl, client_id = "" } = details;
  const send = outbound([...Object.values(details), jwks_uri ?? ""]);
  return {
    kind,
    server: {
      // Networks without OpenID Connect have no issuer; nothing is compared with it then.
      issuer: oidc_issuer ?? new URL(token_url ?? "about:blank").href,
      token_endpoint: token_url,
      userinfo_endpoint: attributes_url,
      jwks_uri,
      id_token_signing_alg_values_supported: [...algorithms, ...hmacs],
    },
    client: { client_id, [oauth.clockTolerance]: skew },
    options: {
      [oauth.customFetch]: send,
      // Which issuers may be without TLS, was decided when the provider was made.
      [oauth.allowInsecureRequests]: true,
    },
  };
}

async function redeem(
  upstream: Upstream,
  { kind, server, client, options }: Conversation,
  code: URLSearchParams,
  { nonce }: AttemptSecrets,
): Promise<{ tokens: oauth.TokenEndpointResponse; idToken: Claims }> {
  if (!server.token_endpoint) throw unreachable(upstream);
  const secret = kind.clientSecret(upstream);
  const callback = callbackOf(upstream);
  const response =
    kind.tokenRequest === "POST"
      ? await oauth.authorizationCodeGrantRequest(
          ...([server, client, secret === undefined ? oauth.None() : oauth.ClientSecretPost(secret)] as const),
          ...([code, callback, oauth.nopkce, options] as const),
        )
      : await outbound(Object.values(upstream.details))(
          withQuery(server.token_endpoint, {
            ...{ grant_type: "authorization_code", client_id: client.client_id, client_secret: secret ?? "" },
            ...{ code: code.get("code") ?? "", redirect_uri: callback },
          }),
          { headers: { accept: "application/json" } },
        );
  if (kind.idToken === "none") {
    const tokens = await oauth.processGenericTokenEndpointResponse(server, client, await withoutIdToken(response));
    return { tokens, idToken: {} };
  }
  const expected = { expectedNonce: nonce, requireIdToken: true };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, expected);
  const { id_token: token = "" } = tokens;
  if (isHmac(token)) checkHmac(token, secret);
  else await inTime("Timeout in calling jwks uri", oauth.validateApplicationLevelSignature(server, response, options));
  return { tokens, idToken: { ...oauth.getValidatedIdTokenClaims(tokens) } };
}

/** What networks without OpenID Connect call an ID token is not looked at. */
async function withoutIdToken(response: Response): Promise<Response> {
  const { id_token: _, ...tokens } = (await response.json()) as Record<string, unknown>;
  return Response.json(tokens, { status: response.status });
}

async function askUserInfo(
  upstream: Upstream,
  { kind, server, client, options }: Conversation,
  { access_token }: oauth.TokenEndpointResponse,
  idToken: Claims,
): Promise<Claims> {
  const request = kind.userInfo?.(upstream, idToken);
  if (!request) return {};
  const accept = new Headers({ accept: "application/json" });
  const response = await inTime(
    "Read timed out",
    oauth.protectedResourceRequest(access_token, request.method, new URL(request.url), accept, null, options),
  );
  if (upstream.type === "OIDC") {
    // Of somebody else it must not tell (OpenID Connect Core section 5.3.2).
    return { ...(await oauth.processUserInfoResponse(server, client, String(idToken.sub), response)) };
  }
  if (!response.ok) throw new UpstreamRefused(`${upstream.name} Error - ${response.status}`, await response.text());
  const answer = (await response.json()) as Claims;
  return kind.readUserInfo?.(answer) ?? answer;
}

/** The tokens can be mapped to attributes like claims. */
const tokensIn = ({ access_token, id_token, refresh_token }: oauth.TokenEndpointResponse): Claims => ({
  access_token,
  ...(id_token !== undefined && { id_token }),
  ...(refresh_token !== undefined && { refresh_token }),
});

const callbackOf = ({ base }: Upstream): string => `${base}/oauth2/idpresponse`;

function withQuery(url: string, parameters: Readonly<Record<string, string>>): URL {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return target;
}

const unreachable = ({ name, details: { oidc_issuer } }: Upstream) =>
  new UpstreamRefused(
    `${name} Error - 500 Unable to contact well-known endpoint`,
    `nothing is known of ${oidc_issuer}`,
  );
