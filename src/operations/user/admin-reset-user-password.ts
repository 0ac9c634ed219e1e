import * as z from "zod";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { resetPassword } from "../../domain/user/recovery.ts";
import { defineOperation } from "../operation.ts";
import { ClientMetadata, Username, UserPoolId } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const AdminResetUserPassword = defineOperation({
  name: "AdminResetUserPassword",
  auth: "pool",
  input: z.object({ UserPoolId, Username, ClientMetadata: ClientMetadata.optional() }),
  errors: ["CodeDeliveryFailureException", "LimitExceededException", "UserNotFoundException", ...triggerExceptions],

  async handle(input, { pool, origin }, services) {
    const user = await findUser(services, pool, input.Username);
    await resetPassword(services, pool, user, occasionIn({ origin }, input.ClientMetadata));
    return {};
  },
});
