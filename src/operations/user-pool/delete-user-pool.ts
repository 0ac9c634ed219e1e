import { z } from "zod";
import { deletePool } from "../../domain/pool/delete-pool.ts";
import { findPool } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const DeleteUserPool = defineOperation({
  name: "DeleteUserPool",
  auth: "developer",
  input: z.object({ UserPoolId }),
  errors: ["UserImportInProgressException"],

  async handle(input, developer, services) {
    await deletePool(services, await findPool(services, developer, input.UserPoolId));
    return undefined;
  },
});
