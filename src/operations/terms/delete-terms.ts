import * as z from "zod";
import { noTerms } from "../../domain/terms/find-terms.ts";
import { defineOperation } from "../operation.ts";
import { TermsId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteTerms.html */
export const DeleteTerms = defineOperation({
  name: "DeleteTerms",
  auth: "pool",
  input: z.object({ TermsId, UserPoolId }),
  errors: [],

  async handle(input, { pool }, { database }) {
    if (!(await database.terms.delete(pool.id, input.TermsId))) noTerms();
    return undefined;
  },
});
