import * as z from "zod";
import { describeBranding } from "../../domain/branding/describe-branding.ts";
import { findBranding } from "../../domain/branding/find-branding.ts";
import { defineOperation } from "../operation.ts";
import { ManagedLoginBrandingId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBranding.html */
export const DescribeManagedLoginBranding = defineOperation({
  name: "DescribeManagedLoginBranding",
  auth: "pool",
  input: z.object({ UserPoolId, ManagedLoginBrandingId, ReturnMergedResources: z.boolean().optional() }),
  errors: [],

  async handle({ ManagedLoginBrandingId: id, ReturnMergedResources: isMerged }, { pool }, services) {
    const branding = await findBranding(services, pool, id);
    return { ManagedLoginBranding: describeBranding(branding, isMerged ? "merged" : "own") };
  },
});
