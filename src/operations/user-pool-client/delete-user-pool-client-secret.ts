import * as z from "zod";
import { removeSecret } from "../../domain/client/client-secrets.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, ClientSecretId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
export const DeleteUserPoolClientSecret = defineOperation({
  name: "DeleteUserPoolClientSecret",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId, ClientSecretId }),
  errors: [],

  async handle({ ClientId: id, ClientSecretId: secretId }, { pool }, services) {
    await findClientOf(services, pool, id);
    const now = services.clock.now();
    const changed = await services.database.clients.update(id, (client) => removeSecret(client, secretId, now));
    if (!changed) services.fail("ResourceNotFoundException", `User pool client ${id} does not exist.`);
    return {};
  },
});
