import { z } from "zod";
import { checkUnconfirmed } from "../../domain/user/confirm.ts";
import { findPool, findUser } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { ClientMetadata, Username, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const AdminConfirmSignUp = defineOperation({
  name: "AdminConfirmSignUp",
  auth: "developer",
  input: z.object({ UserPoolId, Username, ClientMetadata: ClientMetadata.optional() }),
  errors: ["UserNotFoundException"],

  async handle(input, developer, services) {
    const pool = await findPool(services, developer, input.UserPoolId);
    const user = await findUser(services, pool, input.Username);
    const modifiedAt = services.clock.now();
    const changed = await services.database.users.update(pool, user.sub, (latest) => {
      checkUnconfirmed(latest);
      return { ...latest, status: "CONFIRMED", modifiedAt };
    });
    if (!changed) services.fail("UserNotFoundException");
    return {};
  },
});
