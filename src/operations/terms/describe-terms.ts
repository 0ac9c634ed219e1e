import * as z from "zod";
import { findTerms } from "../../domain/terms/find-terms.ts";
import { describeTerms } from "../../domain/terms/terms.ts";
import { defineOperation } from "../operation.ts";
import { TermsId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeTerms.html */
export const DescribeTerms = defineOperation({
  name: "DescribeTerms",
  auth: "pool",
  input: z.object({ TermsId, UserPoolId }),
  errors: [],

  async handle(input, { pool }, services) {
    return { Terms: describeTerms(await findTerms(services, pool, input.TermsId)) };
  },
});
