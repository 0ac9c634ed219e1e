import * as z from "zod";
import { describeBranding } from "../../domain/branding/describe-branding.ts";
import { insertBranding, newBranding } from "../../domain/branding/new-branding.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { brandingMembers, ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
export const CreateManagedLoginBranding = defineOperation({
  name: "CreateManagedLoginBranding",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, ...brandingMembers }),
  errors: ["ManagedLoginBrandingExistsException"],

  async handle(input, { pool }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    const branding = newBranding(services, client, input);
    await insertBranding(services, branding);
    return { ManagedLoginBranding: describeBranding(branding) };
  },
});
