import * as z from "zod";
import { checkClientSecret } from "../../domain/client/check-client-secret.ts";
import { allowsFlow } from "../../domain/client/client.ts";
import { clientScopes } from "../../domain/client/client-scopes.ts";
import { issueClientToken } from "../../domain/token/issue.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientMetadata, ClientSecret, ScopeList } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

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
  errors: [...triggerExceptions],

  async handle({ Secret: secret, Scopes: asked, ...input }, caller, services) {
    const { client, pool } = caller;
    checkClientSecret(client, secret);
    if (!allowsFlow(client, "ALLOW_CLIENT_TOKEN_AUTH")) {
      services.fail("InvalidParameterException", "Auth flow not enabled for this client");
    }
    const scopes = clientScopes(client, asked);
    const occasion = occasionIn(caller, input.ClientMetadata);
    return { ClientAuthenticationResult: await issueClientToken(services, { pool, client, scopes }, occasion) };
  },
});
