import * as z from "zod";
import { describeBranding } from "../../domain/branding/describe-branding.ts";
import { brandingOf } from "../../domain/branding/find-branding.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBrandingByClient.html */
export const DescribeManagedLoginBrandingByClient = defineOperation({
  name: "DescribeManagedLoginBrandingByClient",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, ReturnMergedResources: z.boolean().optional() }),
  errors: [],

  async handle({ ClientId: id, ReturnMergedResources: isMerged }, { pool }, services) {
    const { client } = await findClientOf(services, pool, id);
    const branding = await brandingOf(services, client);
    if (!branding) {
      return services.fail("ResourceNotFoundException", `No ManagedLoginBranding exists for client ${id}.`);
    }
    return { ManagedLoginBranding: describeBranding(branding, isMerged ? "merged" : "own") };
  },
});
