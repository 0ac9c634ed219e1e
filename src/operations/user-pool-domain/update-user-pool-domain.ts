import * as z from "zod";
import { changeDomain } from "../../domain/pool-domain/change-domain.ts";
import { summarizeDomain } from "../../domain/pool-domain/describe-domain.ts";
import { findDomainOf, noSuchDomain } from "../../domain/pool-domain/find-domain.ts";
import { defineOperation } from "../operation.ts";
import { CustomDomainConfig, Domain, ManagedLoginVersion, Routing, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const UpdateUserPoolDomain = defineOperation({
  name: "UpdateUserPoolDomain",
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
    const { id } = await findDomainOf(services, pool, input.Domain);
    const changed = await services.database.domains.update(pool.id, id, (domain) =>
      // Meanwhile another may have come in its place.
      domain.content.name === input.Domain ? changeDomain(services, pool, domain, input) : noSuchDomain(),
    );
    return summarizeDomain(changed ?? noSuchDomain());
  },
});
