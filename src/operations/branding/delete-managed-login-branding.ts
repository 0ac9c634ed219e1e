import * as z from "zod";
import { noBranding } from "../../domain/branding/find-branding.ts";
import { defineOperation } from "../operation.ts";
import { ManagedLoginBrandingId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteManagedLoginBranding.html */
export const DeleteManagedLoginBranding = defineOperation({
  name: "DeleteManagedLoginBranding",
  auth: "pool",
  input: z.object({ ManagedLoginBrandingId, UserPoolId }),
  errors: [],

  async handle({ ManagedLoginBrandingId: id }, { pool }, { database }) {
    if (!(await database.brandings.delete(pool.id, id))) noBranding(id);
    return undefined;
  },
});
