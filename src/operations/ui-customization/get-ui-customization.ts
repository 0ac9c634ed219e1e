import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { findUICustomization } from "../../domain/ui-customization/find-ui-customization.ts";
import { allClients, describeUICustomization } from "../../domain/ui-customization/ui-customization.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUICustomization.html */
export const GetUICustomization = defineOperation({
  name: "GetUICustomization",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId: ClientId.optional() }),
  errors: [],

  async handle({ ClientId: clientId = allClients }, { pool }, services) {
    if (clientId !== allClients) await findClientOf(services, pool, clientId);
    const found = await findUICustomization(services, pool, clientId);
    return { UICustomization: found ? describeUICustomization(found, services.publicUrl()) : {} };
  },
});
