import type { Target } from "../target.ts";
import { ask, call } from "./cognito.ts";
import type { HttpConnection } from "./http-connection.ts";

/** An app that uses the endpoints of OAuth at the pool's domain. */
export interface WebApp {
  readonly clientId: string;
  readonly secret: string;
  /** The path under which the endpoints are. */
  readonly base: string;
}

export const callback = "https://app.example/callback";
export const scope = "orders/read";

/** Gives the pool a domain and a resource server, if it has none, and makes a confidential client of that flow. */
export async function makeWebApp(
  connection: HttpConnection,
  { userPoolId: UserPoolId }: Target,
  flow: "code" | "client_credentials",
): Promise<WebApp> {
  const Domain = `bench-${UserPoolId.slice(UserPoolId.indexOf("_") + 1).toLowerCase()}`;
  const ifNew = (operation: string, input: object) =>
    call(connection, operation, { UserPoolId, ...input }).catch((error: Error) => {
      if (!/already/.test(error.message)) throw error;
    });
  await ifNew("CreateUserPoolDomain", { Domain, ManagedLoginVersion: 2 });
  const Scopes = [{ ScopeName: "read", ScopeDescription: "reading" }];
  await ifNew("CreateResourceServer", { Identifier: "orders", Name: "Orders", Scopes });
  const { UserPoolClient } = await ask<{ UserPoolClient: { ClientId: string; ClientSecret: string } }>(
    connection,
    "CreateUserPoolClient",
    {
      ...{ UserPoolId, ClientName: "web", GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true },
      ...{ AllowedOAuthFlows: [flow], AllowedOAuthScopes: flow === "code" ? ["openid", "email"] : [scope] },
      ...{ CallbackURLs: [callback], SupportedIdentityProviders: ["COGNITO"] },
    },
  );
  // Without a style a client has no pages of managed login.
  const style = { UserPoolId, ClientId: UserPoolClient.ClientId, UseCognitoProvidedValues: true };
  await ask(connection, "CreateManagedLoginBranding", style);
  return { clientId: UserPoolClient.ClientId, secret: UserPoolClient.ClientSecret, base: `/${UserPoolId}` };
}

/** Calls the token endpoint by HTTP Basic, and gives the JSON of the tokens as it came. */
export async function fetchTokens(
  connection: HttpConnection,
  { base, clientId, secret }: WebApp,
  fields: Record<string, string>,
): Promise<Buffer> {
  const headers =
    "content-type: application/x-www-form-urlencoded\r\n" +
    `authorization: Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}\r\n`;
  const body = new URLSearchParams(fields).toString();
  const answer = await connection.request("POST", `${base}/oauth2/token`, headers, body);
  if (answer.status !== 200) throw new Error(`The token endpoint answered ${answer.status} ${answer.body}`);
  return answer.body;
}
