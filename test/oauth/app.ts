import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "../support/face.ts";
import { everyFlow, makeApp } from "../support/people.ts";

export const callback = "https://app.example/callback";

/** What an app's client has that signs people in on the pages. */
export const webClient: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: everyFlow,
  SupportedIdentityProviders: ["COGNITO"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"],
  CallbackURLs: [callback, "https://app.example/other"],
  LogoutURLs: ["https://app.example/bye"],
};

let prefixes = 0;

/** A pool with a domain, and a client of it. */
export async function makeWebApp(
  service: Face,
  client: Partial<CreateUserPoolClientCommandInput> = {},
  pool: Partial<CreateUserPoolCommandInput> = {},
) {
  const app = await makeApp(service, pool, { ...webClient, ...client });
  const Domain = `app-${++prefixes}`;
  await service.sdk().createUserPoolDomain({ UserPoolId: app.UserPoolId, Domain, ManagedLoginVersion: 2 });
  const { UserPoolClient } = await service.sdk().describeUserPoolClient(app);
  const base = `${service.url}/${app.UserPoolId}`;
  return {
    ...app,
    ...{ Domain, base, secret: UserPoolClient?.ClientSecret },
    /** Where the app sends people to sign in. */
    authorizeUrl: (asked: Record<string, string | undefined> = {}): URL => {
      const parameters = { client_id: app.ClientId, redirect_uri: callback, response_type: "code", ...asked };
      const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
      return new URL(`${base}/oauth2/authorize?${new URLSearchParams(given)}`);
    },
  };
}

export type WebApp = Awaited<ReturnType<typeof makeWebApp>>;

/** A call of the token endpoint: status and JSON. */
export async function post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
