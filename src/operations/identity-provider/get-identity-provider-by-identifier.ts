import * as z from "zod";
import { describeIdentityProvider } from "../../domain/identity-provider/describe-identity-provider.ts";
import { findIdentityProvider } from "../../domain/identity-provider/find-identity-provider.ts";
import { defineOperation } from "../operation.ts";
import { IdpIdentifier, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const GetIdentityProviderByIdentifier = defineOperation({
  name: "GetIdentityProviderByIdentifier",
  auth: "pool",
  input: z.object({ UserPoolId, IdpIdentifier }),
  errors: [],

  async handle({ IdpIdentifier: identifier }, { pool }, services) {
    const found = await services.database.idpIdentifiers.get(pool.id, identifier);
    if (!found) {
      return services.fail(
        "ResourceNotFoundException",
        `Identity provider with identifier ${identifier} does not exist.`,
      );
    }
    const provider = await findIdentityProvider(services, pool, found.content.providerName);
    return { IdentityProvider: await describeIdentityProvider(services, pool, provider) };
  },
});
