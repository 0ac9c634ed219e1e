import * as z from "zod";
import { changeIdentityProvider } from "../../domain/identity-provider/change-identity-provider.ts";
import { describeIdentityProvider } from "../../domain/identity-provider/describe-identity-provider.ts";
import { discover } from "../../domain/identity-provider/discover.ts";
import { findIdentityProvider } from "../../domain/identity-provider/find-identity-provider.ts";
import { updateIdentityProvider } from "../../domain/identity-provider/store-identity-provider.ts";
import { defineOperation } from "../operation.ts";
import {
  AcrMapping,
  AttributeMapping,
  IdpIdentifiersList,
  ProviderDetails,
  ProviderName,
  UserPoolId,
} from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html */
export const UpdateIdentityProvider = defineOperation({
  name: "UpdateIdentityProvider",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ProviderName,
    ProviderDetails: ProviderDetails.optional(),
    AttributeMapping: AttributeMapping.optional(),
    IdpIdentifiers: IdpIdentifiersList.optional(),
    AcrMapping: AcrMapping.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    const { ProviderName: name } = input;
    const present = await findIdentityProvider(services, pool, name);
    const wanted = changeIdentityProvider(services, pool, present, input);
    const { discovered } = (input.ProviderDetails ? await discover(services, wanted) : wanted).content;
    const changed = await updateIdentityProvider(services, pool.id, name, (latest) => {
      const provider = changeIdentityProvider(services, pool, latest, input);
      return input.ProviderDetails ? { ...provider, content: { ...provider.content, discovered } } : provider;
    });
    if (!changed) return services.fail("ResourceNotFoundException", `Identity provider ${name} does not exist.`);
    return { IdentityProvider: await describeIdentityProvider(services, pool, changed) };
  },
});
