import * as z from "zod";
import { describeResourceServer } from "../../domain/resource-server/describe-resource-server.ts";
import { findResourceServer } from "../../domain/resource-server/find-resource-server.ts";
import { defineOperation } from "../operation.ts";
import { ResourceServerIdentifier, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const DescribeResourceServer = defineOperation({
  name: "DescribeResourceServer",
  auth: "pool",
  input: z.object({ UserPoolId, Identifier: ResourceServerIdentifier }),
  errors: [],

  async handle({ Identifier }, { pool }, services) {
    return { ResourceServer: describeResourceServer(await findResourceServer(services, pool, Identifier)) };
  },
});
