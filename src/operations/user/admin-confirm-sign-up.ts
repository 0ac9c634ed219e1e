import * as z from "zod";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { afterConfirmation } from "../../domain/trigger/post-confirmation.ts";
import { changeUser } from "../../domain/user/change-user.ts";
import { checkUnconfirmed } from "../../domain/user/confirm.ts";
import { defineOperation } from "../operation.ts";
import { ClientMetadata, Username, UserPoolId } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const AdminConfirmSignUp = defineOperation({
  name: "AdminConfirmSignUp",
  auth: "pool",
  input: z.object({ UserPoolId, Username, ClientMetadata: ClientMetadata.optional() }),
  errors: ["AliasExistsException", "UserNotFoundException", ...triggerExceptions],

  async handle(input, { pool, origin }, services) {
    const user = await findUser(services, pool, input.Username);
    const modifiedAt = services.clock.now();
    const confirmed = await changeUser(services, pool, user, (latest) => {
      checkUnconfirmed(latest);
      return { ...latest, status: "CONFIRMED", modifiedAt };
    });
    const told = { pool, user: confirmed, occasion: occasionIn({ origin }, input.ClientMetadata) };
    await afterConfirmation(services, told, "PostConfirmation_ConfirmSignUp");
    return {};
  },
});
