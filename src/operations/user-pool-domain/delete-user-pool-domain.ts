import * as z from "zod";
import { findDomainOf, noSuchDomain } from "../../domain/pool-domain/find-domain.ts";
import { defineOperation } from "../operation.ts";
import { Domain, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const DeleteUserPoolDomain = defineOperation({
  name: "DeleteUserPoolDomain",
  auth: "pool",
  input: z.object({ Domain, UserPoolId }),
  errors: [],

  async handle(input, { pool }, services) {
    const { id } = await findDomainOf(services, pool, input.Domain);
    if (!(await services.database.domains.delete(pool.id, id))) noSuchDomain();
    return {};
  },
});
