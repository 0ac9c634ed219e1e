import * as z from "zod";
import { describeResourceServer } from "../../domain/resource-server/describe-resource-server.ts";
import { insertResourceServer, newResourceServer } from "../../domain/resource-server/new-resource-server.ts";
import { defineOperation } from "../operation.ts";
import { ResourceServerIdentifier, ResourceServerName, ResourceServerScopeList, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const CreateResourceServer = defineOperation({
  name: "CreateResourceServer",
  auth: "pool",
  input: z.object({
    UserPoolId,
    Identifier: ResourceServerIdentifier,
    Name: ResourceServerName,
    Scopes: ResourceServerScopeList.optional(),
  }),
  errors: ["LimitExceededException"],

  async handle(input, { pool }, services) {
    const server = newResourceServer(services, pool, input);
    await insertResourceServer(services, server);
    return { ResourceServer: describeResourceServer(server) };
  },
});
