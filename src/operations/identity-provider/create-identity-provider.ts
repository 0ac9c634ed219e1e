import * as z from "zod";
import { describeIdentityProvider } from "../../domain/identity-provider/describe-identity-provider.ts";
import { discover } from "../../domain/identity-provider/discover.ts";
import { newIdentityProvider } from "../../domain/identity-provider/new-identity-provider.ts";
import { insertIdentityProvider } from "../../domain/identity-provider/store-identity-provider.ts";
import { defineOperation } from "../operation.ts";
import {
  AcrMapping,
  AttributeMapping,
  IdentityProviderType,
  IdpIdentifiersList,
  ProviderDetails,
  ProviderNameV2,
  UserPoolId,
} from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const CreateIdentityProvider = defineOperation({
  name: "CreateIdentityProvider",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ProviderName: ProviderNameV2,
    ProviderType: IdentityProviderType,
    ProviderDetails,
    AttributeMapping: AttributeMapping.optional(),
    IdpIdentifiers: IdpIdentifiersList.optional(),
    AcrMapping: AcrMapping.optional(),
  }),
  errors: ["DuplicateProviderException", "LimitExceededException"],

  async handle(input, { pool }, services) {
    const provider = await discover(services, newIdentityProvider(services, pool, input));
    await insertIdentityProvider(services, provider);
    return { IdentityProvider: await describeIdentityProvider(services, pool, provider) };
  },
});
