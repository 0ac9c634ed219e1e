import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const AdminEnableUser = defineOperation({
  name: "AdminEnableUser",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    const modifiedAt = services.clock.now();
    await services.database.users.update(pool, user.sub, (latest) => ({ ...latest, enabled: true, modifiedAt }));
    return {};
  },
});
