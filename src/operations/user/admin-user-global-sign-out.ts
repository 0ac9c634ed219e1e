import * as z from "zod";
import { signOutEverywhere } from "../../domain/token/sign-out.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const AdminUserGlobalSignOut = defineOperation({
  name: "AdminUserGlobalSignOut",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    await services.database.transaction((stores) => signOutEverywhere(stores, user, services.clock.now()));
    return {};
  },
});
