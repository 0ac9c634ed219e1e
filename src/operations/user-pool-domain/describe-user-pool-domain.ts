import * as z from "zod";
import { describeDomain } from "../../domain/pool-domain/describe-domain.ts";
import { findDomain } from "../../domain/pool-domain/find-domain.ts";
import { defineOperation } from "../operation.ts";
import { Domain } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html */
export const DescribeUserPoolDomain = defineOperation({
  name: "DescribeUserPoolDomain",
  auth: "developer",
  input: z.object({ Domain }),
  errors: [],

  async handle(input, { region }, services) {
    const found = await findDomain(services, input.Domain);
    // As at AWS, a domain that is not there is no error.
    if (found?.pool.region !== region) return { DomainDescription: {} };
    return { DomainDescription: describeDomain(found.domain, found.pool, services.accountId) };
  },
});
