import type { Clock } from "../../clock.ts";
import { sameText } from "../../crypto/constant-time.ts";
import { SealError, type Sealer } from "../../crypto/seal.ts";
import type { Random } from "../../random.ts";
import type { Answer, HeaderPair } from "../exchange/answer.ts";
import type { GatewayRequest } from "../exchange/request.ts";
import type { Denial } from "../verifier/denial.ts";
import { htmlAnswer } from "./html-answer.ts";
import { fetchClaims, fetchTokens, ProviderFailure } from "./oidc-client.ts";
import { readCookies, type Session, sessionCookie } from "./session-cookie.ts";
import type { FindSignIn } from "./sign-in.ts";

/** AuthenticateCognitoConfig of an action. */
export interface AuthenticateConfig {
  readonly poolId: string;
  readonly clientId: string;
  readonly cookieName: string;
  readonly scope: string;
  /** Seconds. */
  readonly sessionTimeout: number;
  readonly unauthenticated: "authenticate" | "allow" | "deny";
  readonly extraParameters: Readonly<Record<string, string>>;
}

export interface AuthenticateServices {
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  readonly sealer: Sealer;
  readonly findSignIn: FindSignIn;
}

/** What comes of it: the person, or nobody where that is allowed; or the answer to a request that goes no further. */
export type Authenticated =
  | { readonly session: Session | undefined; readonly cookies: readonly HeaderPair[] }
  | { readonly answer: Answer; readonly denial?: Denial };

/** Where the pool sends people back to. */
export const callbackPath = "/oauth2/idpresponse";
const nonceCookie = "AWSALBAuthNonce";
/** AWS gives a person so long to sign in. */
const loginLifeMs = 15 * 60_000;
const attributes = "Path=/; HttpOnly; SameSite=Lax";

interface LoginState {
  /** Path and query that were asked for. */
  readonly target: string;
  readonly nonce: string;
  readonly until: number;
}

/**
 * authenticate-cognito of an Application Load Balancer: who has no session is sent to the pool's pages, comes back with a
 * code, and is known by sealed cookies from then on.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function authenticate(config: AuthenticateConfig, services: AuthenticateServices) {
  const { clock, random, sealer, findSignIn } = services;
  const { poolId, clientId } = config;
  const context = `load balancer/${poolId}/${clientId}/${config.cookieName}`;
  const cookies = sessionCookie(sealer, config.cookieName, context);
  const now = () => clock.machineNow().getTime();

  async function toSignIn(request: GatewayRequest): Promise<Authenticated> {
    const { authorizeUrl } = await findSignIn(poolId, clientId);
    const target = `${request.path}${request.query === "" ? "" : `?${request.query}`}`;
    const state: LoginState = { target, nonce: random.bytes(16).toString("base64url"), until: now() + loginLifeMs };
    const url = new URL(authorizeUrl);
    const sealed = sealer.seal(Buffer.from(JSON.stringify(state)), `${context}/state`).toString("base64url");
    const asked = {
      client_id: clientId,
      redirect_uri: callbackOf(request),
      response_type: "code",
      scope: config.scope,
    };
    for (const [name, value] of Object.entries({ ...config.extraParameters, ...asked, state: sealed })) {
      url.searchParams.set(name, value);
    }
    const nonce: HeaderPair = [
      "set-cookie",
      `${nonceCookie}=${state.nonce}; Max-Age=${loginLifeMs / 1000}; ${attributes}`,
    ];
    return { answer: { status: 302, headers: [["location", url.href], nonce], body: "" } };
  }

  async function callback(request: GatewayRequest): Promise<Authenticated> {
    const query = new URLSearchParams(request.query);
    const state = openState(query.get("state") ?? "");
    if (!state || state.until <= now() || !sameText(readCookies(request.headers).get(nonceCookie) ?? "", state.nonce)) {
      return refused(401, { check: "state", expected: "the state that this browser was sent to sign in with" });
    }
    const error = query.get("error");
    if (error !== null) return refused(561, { check: "sign-in", expected: "a code", found: error });
    const code = query.get("code") ?? "";
    const signIn = await findSignIn(poolId, clientId);
    const grant = { grant_type: "authorization_code", code, redirect_uri: callbackOf(request) } as const;
    const tokens = await fetchTokens(signIn, clientId, grant);
    const session: Session = {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      refreshAt: now() + tokens.expiresIn * 1000,
      until: now() + config.sessionTimeout * 1000,
      claims: await fetchClaims(signIn, tokens.accessToken),
    };
    const done: HeaderPair = ["set-cookie", `${nonceCookie}=; Max-Age=0; ${attributes}`];
    // With the host: a path may begin with two slashes, and would lead to another by itself.
    const headers: HeaderPair[] = [
      ["location", `${originOf(request)}${state.target}`],
      done,
      ...cookies.write(session, attributes),
    ];
    return { answer: { status: 302, headers, body: "" } };
  }

  /** The state, if it was sealed here for this very client. */
  function openState(sealed: string): LoginState | undefined {
    try {
      return JSON.parse(sealer.open(Buffer.from(sealed, "base64url"), `${context}/state`).toString()) as LoginState;
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  /** The session with tokens that are good; undefined where they could not be renewed. */
  async function renewed(session: Session): Promise<Authenticated | undefined> {
    if (session.refreshAt > now()) return { session, cookies: [] };
    if (session.refreshToken === undefined) return undefined;
    const signIn = await findSignIn(poolId, clientId);
    try {
      const grant = { grant_type: "refresh_token", refresh_token: session.refreshToken } as const;
      const {
        accessToken,
        refreshToken = session.refreshToken,
        expiresIn,
      } = await fetchTokens(signIn, clientId, grant);
      const claims = await fetchClaims(signIn, accessToken);
      const next = { ...session, accessToken, refreshToken, claims, refreshAt: now() + expiresIn * 1000 };
      return { session: next, cookies: cookies.write(next, attributes) };
    } catch (error) {
      if (error instanceof ProviderFailure && error.status === 561) return undefined;
      throw error;
    }
  }

  async function judge(request: GatewayRequest): Promise<Authenticated> {
    if (request.path === callbackPath) return callback(request);
    const session = cookies.read(request.headers, now());
    const known = session && (await renewed(session));
    if (known) return known;
    if (config.unauthenticated === "allow") return { session: undefined, cookies: [] };
    if (config.unauthenticated === "authenticate") return toSignIn(request);
    const denial = {
      check: "session",
      expected: `a session in ${config.cookieName}`,
      found: session ? "one that ended" : "none",
    };
    return { answer: { status: 401, headers: [], body: "" }, denial };
  }

  return async (request: GatewayRequest): Promise<Authenticated> => {
    try {
      return await judge(request);
    } catch (error) {
      const { message } = error as Error;
      return refused(error instanceof ProviderFailure ? error.status : 500, {
        check: "sign-in",
        expected: "the pool's answer",
        found: message,
      });
    }
  };
}

const refused = (status: 401 | 500 | 502 | 504 | 561, denial: Denial): Authenticated => ({
  answer: htmlAnswer(status),
  denial,
});

/** The host's case is folded, as AWS does before it compares. */
const callbackOf = (request: GatewayRequest): string => `${originOf(request)}${callbackPath}`;

const originOf = ({ headers }: GatewayRequest): string => `http://${(headers.get("host") ?? "").toLowerCase()}`;
