import * as z from "zod";
import { countUserCall } from "../../domain/limit/user-limit.ts";
import { verifyContact } from "../../domain/user/verify-contact.ts";
import { defineOperation } from "../operation.ts";
import { AttributeName, ConfirmationCode, TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const VerifyUserAttribute = defineOperation({
  name: "VerifyUserAttribute",
  auth: "user",
  input: z.object({ AccessToken: TokenModel, AttributeName, Code: ConfirmationCode }),
  errors: [
    "AliasExistsException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "LimitExceededException",
    "UserNotFoundException",
  ],

  async handle({ AttributeName, Code }, { pool, user }, services) {
    await countUserCall(services, "VerifyUserAttribute", user);
    await verifyContact(services, pool, user, AttributeName, Code);
    return {};
  },
});
