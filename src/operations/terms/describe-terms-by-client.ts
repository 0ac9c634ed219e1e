import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { noTerms, termsOf } from "../../domain/terms/find-terms.ts";
import { describeTerms } from "../../domain/terms/terms.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, TermsName, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTermsByClient.html */
export const DescribeTermsByClient = defineOperation({
  name: "DescribeTermsByClient",
  auth: "pool",
  input: z.object({ ClientId, UserPoolId, TermsName }),
  errors: [],

  async handle(input, { pool }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    return { Terms: describeTerms((await termsOf(services, client, input.TermsName)) ?? noTerms()) };
  },
});
