import * as z from "zod";
import { countUserCall } from "../../domain/limit/user-limit.ts";
import { sendVerification } from "../../domain/user/verify-contact.ts";
import { defineOperation } from "../operation.ts";
import { AttributeName, ClientMetadata, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const GetUserAttributeVerificationCode = defineOperation({
  name: "GetUserAttributeVerificationCode",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, AttributeName, ClientMetadata: ClientMetadata.optional() }),
  errors: ["CodeDeliveryFailureException", "LimitExceededException", "UserNotFoundException"],

  async handle({ AttributeName }, { pool, user }, services) {
    await countUserCall(services, "GetUserAttributeVerificationCode", user);
    return { CodeDeliveryDetails: await sendVerification(services, pool, user, AttributeName) };
  },
});
