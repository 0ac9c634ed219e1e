import * as z from "zod";
import { addSecret, describeSecret, generateSecret } from "../../domain/client/client-secrets.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientSecret, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html */
export const AddUserPoolClientSecret = defineOperation({
  name: "AddUserPoolClientSecret",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, ClientSecret: ClientSecret.optional() }),
  errors: ["LimitExceededException"],

  async handle({ ClientId: id, ClientSecret: given }, { pool }, services) {
    await findClientOf(services, pool, id);
    const value = given ?? generateSecret(services.random);
    const now = services.clock.now();
    const changed = await services.database.clients.update(id, (client) => addSecret(client, value, now));
    const added = changed?.secrets.at(-1);
    if (!added) return services.fail("ResourceNotFoundException", `User pool client ${id} does not exist.`);
    // One that the caller chose is not repeated.
    const shown = given === undefined ? { ClientSecretValue: value } : {};
    return { ClientSecretDescriptor: { ...describeSecret(added), ...shown } };
  },
});
