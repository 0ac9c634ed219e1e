import * as z from "zod";
import { changeTerms } from "../../domain/terms/change-terms.ts";
import { noTerms } from "../../domain/terms/find-terms.ts";
import { namedOnce } from "../../domain/terms/new-terms.ts";
import { describeTerms } from "../../domain/terms/terms.ts";
import { defineOperation } from "../operation.ts";
import { Links, TermsEnforcement, TermsId, TermsName, TermsSource, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateTerms.html */
export const UpdateTerms = defineOperation({
  name: "UpdateTerms",
  auth: "pool",
  input: z.object({
    TermsId,
    UserPoolId,
    TermsName: TermsName.optional(),
    TermsSource: TermsSource.optional(),
    Enforcement: TermsEnforcement.optional(),
    Links: Links.optional(),
  }),
  errors: ["TermsExistsException"],

  async handle(input, { pool }, services) {
    const changed = await namedOnce(() =>
      services.database.terms.update(pool.id, input.TermsId, (terms) => changeTerms(services, terms, input)),
    );
    return { Terms: describeTerms(changed ?? noTerms()) };
  },
});
