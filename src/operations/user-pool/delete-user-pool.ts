import * as z from "zod";
import { checkNoImport } from "../../domain/import-job/jobs.ts";
import { deletePool } from "../../domain/pool/delete-pool.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const DeleteUserPool = defineOperation({
  name: "DeleteUserPool",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: ["UserImportInProgressException"],

  async handle(_input, { pool }, services) {
    await checkNoImport(services, pool);
    await deletePool(services, pool);
    return undefined;
  },
});
