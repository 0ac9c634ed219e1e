import * as z from "zod";
import { changeBranding } from "../../domain/branding/change-branding.ts";
import { describeBranding } from "../../domain/branding/describe-branding.ts";
import { noBranding } from "../../domain/branding/find-branding.ts";
import { findPool } from "../../domain/pool/find-pool.ts";
import { inTimeOf } from "../../domain/pool/pool-time.ts";
import { defineOperation } from "../operation.ts";
import { brandingMembers, ManagedLoginBrandingId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateManagedLoginBranding.html */
export const UpdateManagedLoginBranding = defineOperation({
  name: "UpdateManagedLoginBranding",
  // The model requires neither id, yet without both there is no style to update.
  auth: "developer",
  input: z.object({
    UserPoolId: UserPoolId.optional(),
    ManagedLoginBrandingId: ManagedLoginBrandingId.optional(),
    ...brandingMembers,
  }),
  errors: [],

  async handle({ UserPoolId: poolId, ManagedLoginBrandingId: id, ...input }, { region }, services) {
    if (poolId === undefined || id === undefined) {
      return services.fail("InvalidParameterException", "UserPoolId and ManagedLoginBrandingId are both required.");
    }
    const pool = await findPool(services, { id: poolId, region });
    const changed = await services.database.brandings.update(pool.id, id, (branding) =>
      changeBranding(inTimeOf(pool, services), branding, input),
    );
    return { ManagedLoginBranding: describeBranding(changed ?? noBranding(id)) };
  },
});
