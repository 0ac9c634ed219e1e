import * as z from "zod";
import { checkNoImport } from "../../domain/import-job/jobs.ts";
import { addCustomAttributes } from "../../domain/pool/add-custom-attributes.ts";
import { defineOperation } from "../operation.ts";
import { CustomAttributesList, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const AddCustomAttributes = defineOperation({
  name: "AddCustomAttributes",
  auth: "pool",
  input: z.object({ UserPoolId, CustomAttributes: CustomAttributesList }),
  errors: ["UserImportInProgressException"],

  async handle({ CustomAttributes }, { pool }, services) {
    const { id } = pool;
    await checkNoImport(services, pool);
    const changed = await services.database.pools.update(id, (present) =>
      addCustomAttributes(services, present, CustomAttributes),
    );
    if (!changed) return services.fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
    return {};
  },
});
