import * as z from "zod";
import { noResourceServer } from "../../domain/resource-server/find-resource-server.ts";
import { defineOperation } from "../operation.ts";
import { ResourceServerIdentifier, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const DeleteResourceServer = defineOperation({
  name: "DeleteResourceServer",
  auth: "pool",
  input: z.object({ UserPoolId, Identifier: ResourceServerIdentifier }),
  errors: [],

  async handle({ Identifier }, { pool }, { database }) {
    if (!(await database.resourceServers.delete(pool.id, Identifier))) noResourceServer(Identifier);
    return undefined;
  },
});
