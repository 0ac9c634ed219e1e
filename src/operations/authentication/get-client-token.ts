import * as z from "zod";
import { checkClientSecret } from "../../domain/client/check-client-secret.ts";
import { allowsFlow } from "../../domain/client/client.ts";
import { clientScopes } from "../../domain/client/client-scopes.ts";
import { issueClientToken } from "../../domain/token/issue.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientMetadata, ClientSecret, ScopeList } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html */
export const GetClientToken = defineOperation({
  name: "GetClientToken",
  auth: "client",
  input: z.object({
    ClientId,
    Secret: ClientSecret,
    Scopes: ScopeList.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [],

  async handle({ Secret: secret, Scopes: asked }, { client, pool }, services) {
    checkClientSecret(client, secret);
    if (!allowsFlow(client, "ALLOW_CLIENT_TOKEN_AUTH")) {
      services.fail("InvalidParameterException", "Auth flow not enabled for this client");
    }
    const scopes = clientScopes(client, asked);
    return { ClientAuthenticationResult: await issueClientToken(services, { pool, client, scopes }) };
  },
});
