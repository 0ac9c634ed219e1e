import { ask, call, expectTokens } from "../cognito.ts";
import type { Scenario } from "../scenario.ts";

interface MadeClient {
  readonly UserPoolClient: { readonly ClientId: string; readonly ClientSecret: string };
}

/** GetClientToken: an access token for an app itself. */
export const clientToken: Scenario = async ({ connections, target }) => {
  const { UserPoolClient } = await ask<MadeClient>(connections[0]!, "CreateUserPoolClient", {
    ...{ UserPoolId: target.userPoolId, ClientName: "backend", GenerateSecret: true },
    ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH"],
  });
  const { ClientId, ClientSecret: Secret } = UserPoolClient;
  return async (lane) => expectTokens(await call(connections[lane]!, "GetClientToken", { ClientId, Secret }));
};
