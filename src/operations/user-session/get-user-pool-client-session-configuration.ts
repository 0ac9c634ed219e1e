import * as z from "zod";
import { clientSessionConfiguration } from "../../domain/client/client.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolClientSessionConfiguration.html */
export const GetUserPoolClientSessionConfiguration = defineOperation({
  name: "GetUserPoolClientSessionConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId }),
  errors: [],

  async handle(input, { pool }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    return { UserPoolId: pool.id, ClientId: client.id, SSOSession: clientSessionConfiguration(client) };
  },
});
