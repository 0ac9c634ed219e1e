import * as z from "zod";
import { describeResourceServer } from "../../domain/resource-server/describe-resource-server.ts";
import { noResourceServer } from "../../domain/resource-server/find-resource-server.ts";
import { newResourceServer } from "../../domain/resource-server/new-resource-server.ts";
import { defineOperation } from "../operation.ts";
import { ResourceServerIdentifier, ResourceServerName, ResourceServerScopeList, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export const UpdateResourceServer = defineOperation({
  name: "UpdateResourceServer",
  auth: "pool",
  input: z.object({
    UserPoolId,
    Identifier: ResourceServerIdentifier,
    Name: ResourceServerName,
    Scopes: ResourceServerScopeList.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    // Name and scopes are replaced: scopes that are left out are gone.
    const wanted = newResourceServer(services, pool, input);
    const changed = await services.database.resourceServers.update(pool.id, wanted.id, ({ createdAt }) => ({
      ...wanted,
      createdAt,
    }));
    return { ResourceServer: describeResourceServer(changed ?? noResourceServer(input.Identifier)) };
  },
});
