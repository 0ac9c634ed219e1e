import * as z from "zod";
import { describeIdentityProvider } from "../../domain/identity-provider/describe-identity-provider.ts";
import { findIdentityProvider } from "../../domain/identity-provider/find-identity-provider.ts";
import { defineOperation } from "../operation.ts";
import { ProviderName, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const DescribeIdentityProvider = defineOperation({
  name: "DescribeIdentityProvider",
  auth: "pool",
  input: z.object({ UserPoolId, ProviderName }),
  errors: [],

  async handle(input, { pool }, services) {
    const provider = await findIdentityProvider(services, pool, input.ProviderName);
    return { IdentityProvider: await describeIdentityProvider(services, pool, provider) };
  },
});
