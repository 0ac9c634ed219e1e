import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const GlobalSignOut = defineOperation({
  name: "GlobalSignOut",
  auth: "user",
  input: z.object({ AccessToken: TokenModel }),
  errors: [],

  async handle(_input, { pool, user }, { database, clock }) {
    await database.grants.revokeAll(pool.id, user.sub, clock.now());
    return {};
  },
});
