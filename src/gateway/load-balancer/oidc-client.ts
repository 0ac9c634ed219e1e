import type { SignIn } from "./sign-in.ts";

/** What a sign-in, or its renewal, came to. */
export interface Tokens {
  readonly accessToken: string;
  /** A renewal need not bring one. */
  readonly refreshToken: string | undefined;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Why the provider is of no help, as the status that a load balancer tells it by. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  /** 561: it answered with an error. 502, 504: it did not answer. 500: its answer is of no use. */
  readonly status: 500 | 502 | 504 | 561;

  constructor(status: ProviderFailure["status"], reason: string) {
    super(reason);
    this.status = status;
  }
}

const patienceMs = 5_000;
/** The most that ALB takes of userInfo (AWS: "The IdP user info endpoint response … exceeds 11 KB"). */
const longestClaims = 11 * 1024;

type Grant =
  | { readonly grant_type: "authorization_code"; readonly code: string; readonly redirect_uri: string }
  | { readonly grant_type: "refresh_token"; readonly refresh_token: string };

/** Tokens for a code or a refresh token (RFC 6749 sections 4.1.3 and 6). Rejects with ProviderFailure. */
export async function fetchTokens({ tokenUrl, clientSecret }: SignIn, clientId: string, grant: Grant): Promise<Tokens> {
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(":");
  const answer = await ask(tokenUrl, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ ...grant }).toString(),
  });
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = answer;
  if (typeof accessToken !== "string") throw new ProviderFailure(500, "the token endpoint gave no access token");
  return {
    accessToken,
    refreshToken: typeof refreshToken === "string" ? refreshToken : undefined,
    expiresIn: typeof expiresIn === "number" ? expiresIn : 3600,
  };
}

/** Whom an access token speaks for (OpenID Connect Core section 5.3). Rejects with ProviderFailure. */
export async function fetchClaims({ userInfoUrl }: SignIn, accessToken: string): Promise<Record<string, unknown>> {
  const claims = await ask(userInfoUrl, { headers: { authorization: `Bearer ${accessToken}` } });
  if (typeof claims.sub !== "string") throw new ProviderFailure(500, "userInfo names nobody");
  return claims;
}

async function ask(url: string, init: RequestInit): Promise<Record<string, unknown>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(patienceMs) });
    text = await response.text();
  } catch (error) {
    const { name, message } = error as Error;
    throw new ProviderFailure(name === "TimeoutError" ? 504 : 502, `${url}: ${message}`);
  }
  if (response.status >= 500) throw new ProviderFailure(502, `${url} was answered with ${response.status}`);
  if (!response.ok)
    throw new ProviderFailure(561, `${url} was answered with ${response.status}: ${text.slice(0, 200)}`);
  if (text.length > longestClaims)
    throw new ProviderFailure(500, `${url} answered with more than ${longestClaims} bytes`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {}
  throw new ProviderFailure(500, `${url} answered with what is no JSON object`);
}
