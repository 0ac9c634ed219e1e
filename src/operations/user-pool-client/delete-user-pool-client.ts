import { z } from "zod";
import { findClientOf } from "../../domain/client/authorize.ts";
import { findPool } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const DeleteUserPoolClient = defineOperation({
  name: "DeleteUserPoolClient",
  auth: "developer",
  input: z.object({ UserPoolId, ClientId }),
  errors: ["ConcurrentModificationException"],

  async handle({ UserPoolId: poolId, ClientId: id }, developer, services) {
    await findClientOf(services, await findPool(services, developer, poolId), id);
    if (!(await services.database.clients.delete(id))) {
      services.fail("ResourceNotFoundException", `User pool client ${id} does not exist.`);
    }
    return undefined;
  },
});
