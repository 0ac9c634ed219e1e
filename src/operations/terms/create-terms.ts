import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { namedOnce, newTerms } from "../../domain/terms/new-terms.ts";
import { describeTerms } from "../../domain/terms/terms.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, Links, TermsEnforcement, TermsName, TermsSource, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html */
export const CreateTerms = defineOperation({
  name: "CreateTerms",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ClientId,
    TermsName,
    TermsSource,
    Enforcement: TermsEnforcement,
    Links: Links.optional(),
  }),
  errors: ["TermsExistsException"],

  async handle(input, { pool }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    const terms = newTerms(services, client, input);
    await namedOnce(() => services.database.terms.insert(terms));
    return { Terms: describeTerms(terms) };
  },
});
