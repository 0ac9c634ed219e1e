import { createHash } from "node:crypto";
import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "../support/face.ts";
import { everyFlow, makeApp } from "../support/people.ts";
import { userAgent } from "./user-agent.ts";

export const callback = "https://app.example/callback";
export const otherCallback = "https://app.example/other";
export const goodbye = "https://app.example/bye";

/** PKCE's two halves. */
export const verifier = "a-verifier-of-forty-three-characters-or-more-0123";
export const pkce = {
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
};

/** What an app's client has that signs people in on the pages. */
export const webClient: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: everyFlow,
  SupportedIdentityProviders: ["COGNITO"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"],
  CallbackURLs: [callback, otherCallback],
  LogoutURLs: [goodbye],
};

/** An app that signs people in on a pool's pages, as a test uses it. */
export interface WebApp {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly Domain: string;
  /** Where the pool's endpoints are. */
  readonly base: string;
  readonly secret: string | undefined;
  /** Where the app sends people to sign in; undefined leaves a parameter out. */
  authorizeUrl(asked?: Record<string, string | undefined>): URL;
  /** The code with which somebody comes back who has signed in. */
  codeOf(username: string, asked?: Record<string, string | undefined>): Promise<string>;
  /** A call of the token endpoint with the fields that every code's exchange has. */
  redeem(code: string, fields?: Record<string, string>): Promise<Posted>;
  /** The tokens of somebody who signs in. */
  tokensOf(username: string, asked?: Record<string, string | undefined>): Promise<Record<string, string>>;
}

let prefixes = 0;

/** A pool with a domain that has managed login, and a client of it. */
export async function makeWebApp(
  service: Face,
  client: Partial<CreateUserPoolClientCommandInput> = {},
  pool: Partial<CreateUserPoolCommandInput> = {},
): Promise<WebApp> {
  const { UserPoolId, ClientId } = await makeApp(service, pool, { ...webClient, ...client });
  const Domain = `app-${++prefixes}`;
  await service.sdk().createUserPoolDomain({ UserPoolId, Domain, ManagedLoginVersion: 2 });
  return webAppOf(service, { UserPoolId, ClientId, Domain });
}

/** An app of a pool that is there, with Cognito's style: without one it has no pages. */
export async function webAppOf(
  service: Face,
  { UserPoolId, ClientId, Domain }: Pick<WebApp, "UserPoolId" | "ClientId" | "Domain">,
): Promise<WebApp> {
  const { UserPoolClient } = await service.sdk().describeUserPoolClient({ UserPoolId, ClientId });
  await service.sdk().createManagedLoginBranding({ UserPoolId, ClientId, UseCognitoProvidedValues: true });
  const secret = UserPoolClient?.ClientSecret;
  const base = `${service.url}/${UserPoolId}`;

  const authorizeUrl: WebApp["authorizeUrl"] = (asked = {}) => {
    const parameters = { client_id: ClientId, redirect_uri: callback, response_type: "code", ...asked };
    const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return new URL(`${base}/oauth2/authorize?${new URLSearchParams(given)}`);
  };
  const codeOf: WebApp["codeOf"] = async (username, asked) => {
    const at = await userAgent().signIn(authorizeUrl(asked), username);
    const code = at.searchParams.get("code");
    if (!code) throw new Error(`${username} came back without a code: ${at}`);
    return code;
  };
  const redeem: WebApp["redeem"] = (code, fields = {}) =>
    post(`${base}/oauth2/token`, {
      ...{ grant_type: "authorization_code", client_id: ClientId, redirect_uri: callback, code },
      ...(secret && { client_secret: secret }),
      ...fields,
    });
  return {
    ...{ UserPoolId, ClientId, Domain, base, secret, authorizeUrl, codeOf, redeem },
    tokensOf: async (username, asked) => (await redeem(await codeOf(username, asked))).body,
  };
}

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came back
  readonly body: any;
}

/** A form sent as an app sends it: status, headers and JSON of the answer. */
export async function post(
  url: string,
  fields: Record<string, string> | URLSearchParams,
  headers: Record<string, string> = {},
): Promise<Posted> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** HTTP Basic, as RFC 6749 section 2.3.1 has it. */
export const basic = (id: string, secret = ""): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});
