import * as z from "zod";
import { summarizeDomain } from "../../domain/pool-domain/describe-domain.ts";
import { insertDomain, newDomain } from "../../domain/pool-domain/new-domain.ts";
import { defineOperation } from "../operation.ts";
import { CustomDomainConfig, Domain, ManagedLoginVersion, Routing, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const CreateUserPoolDomain = defineOperation({
  name: "CreateUserPoolDomain",
  auth: "pool",
  input: z.object({
    Domain,
    UserPoolId,
    ManagedLoginVersion: ManagedLoginVersion.optional(),
    CustomDomainConfig: CustomDomainConfig.optional(),
    Routing: Routing.optional(),
  }),
  errors: ["FeatureUnavailableInTierException"],

  async handle(input, { pool }, services) {
    const domain = newDomain(services, { pool, input });
    await insertDomain(services, domain);
    return summarizeDomain(domain);
  },
});
