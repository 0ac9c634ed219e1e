import * as z from "zod";
import { describeClient } from "../../domain/client/describe-client.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const DescribeUserPoolClient = defineOperation({
  name: "DescribeUserPoolClient",
  auth: "pool",
  input: z.object({ UserPoolId, ClientId }),
  errors: [],

  async handle(input, { pool }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    return { UserPoolClient: describeClient(client) };
  },
});
