import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const DeleteUserPoolClient = defineOperation({
  name: "DeleteUserPoolClient",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId }),
  errors: ["ConcurrentModificationException"],

  async handle({ ClientId: id }, { pool }, services) {
    await findClientOf(services, pool, id);
    if (!(await services.database.clients.delete(id))) {
      services.fail("ResourceNotFoundException", `User pool client ${id} does not exist.`);
    }
    return undefined;
  },
});
