import * as z from "zod";
import { resetPassword } from "../../domain/user/recovery.ts";
import { defineOperation } from "../operation.ts";
import { ClientMetadata, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const AdminResetUserPassword = defineOperation({
  name: "AdminResetUserPassword",
  auth: "pool",
  input: z.object({ UserPoolId, Username, ClientMetadata: ClientMetadata.optional() }),
  errors: ["CodeDeliveryFailureException", "LimitExceededException", "UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    await resetPassword(services, pool, user);
    return {};
  },
});
