import { z } from "zod";
import { findClientOf } from "../../domain/client/authorize.ts";
import { describeClient } from "../../domain/client/describe-client.ts";
import { findPool } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const DescribeUserPoolClient = defineOperation({
  name: "DescribeUserPoolClient",
  auth: "developer",
  input: z.object({ UserPoolId, ClientId }),
  errors: [],

  async handle(input, developer, services) {
    const pool = await findPool(services, developer, input.UserPoolId);
    const { client } = await findClientOf(services, pool, input.ClientId);
    return { UserPoolClient: describeClient(client) };
  },
});
