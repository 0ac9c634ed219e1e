import * as z from "zod";
import { countUserCall } from "../../domain/limit/user-limit.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { sendVerification } from "../../domain/user/verify-contact.ts";
import { defineOperation } from "../operation.ts";
import { AttributeName, ClientMetadata, TokenModel } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const GetUserAttributeVerificationCode = defineOperation({
  name: "GetUserAttributeVerificationCode",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, AttributeName, ClientMetadata: ClientMetadata.optional() }),
  errors: ["CodeDeliveryFailureException", "LimitExceededException", "UserNotFoundException", ...triggerExceptions],

  async handle({ AttributeName, ClientMetadata: metadata }, caller, services) {
    const { pool, user } = caller;
    await countUserCall(services, "GetUserAttributeVerificationCode", user);
    const occasion = occasionIn(caller, metadata);
    return { CodeDeliveryDetails: await sendVerification(services, pool, user, AttributeName, occasion) };
  },
});
