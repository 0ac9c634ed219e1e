import * as z from "zod";
import { deleteIdentityProvider } from "../../domain/identity-provider/store-identity-provider.ts";
import { defineOperation } from "../operation.ts";
import { ProviderName, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const DeleteIdentityProvider = defineOperation({
  name: "DeleteIdentityProvider",
  auth: "pool",
  input: z.object({ UserPoolId, ProviderName }),
  errors: [],

  async handle({ ProviderName: name }, { pool }, services) {
    if (!(await deleteIdentityProvider(services, pool.id, name))) {
      services.fail("ResourceNotFoundException", `Identity provider ${name} does not exist.`);
    }
    return undefined;
  },
});
