import { z } from "zod";
import { findPool, findUser } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const AdminEnableUser = defineOperation({
  name: "AdminEnableUser",
  auth: "developer",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, developer, services) {
    const pool = await findPool(services, developer, input.UserPoolId);
    const user = await findUser(services, pool, input.Username);
    const modifiedAt = services.clock.now();
    await services.database.users.update(pool, user.sub, (latest) => ({ ...latest, enabled: true, modifiedAt }));
    return {};
  },
});
