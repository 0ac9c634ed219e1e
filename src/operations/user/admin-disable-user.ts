import * as z from "zod";
import { signOutEverywhere } from "../../domain/token/sign-out.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/**
 * Tokens that the user has are revoked, and enabling does not bring them back.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const AdminDisableUser = defineOperation({
  name: "AdminDisableUser",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    const now = services.clock.now();
    await services.database.transaction(async (stores) => {
      await stores.users.update(pool, user.sub, (latest) => ({ ...latest, enabled: false, modifiedAt: now }));
      await signOutEverywhere(stores, user, now);
    });
    return {};
  },
});
