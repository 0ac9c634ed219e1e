import * as z from "zod";
import { toList } from "../../domain/user/attributes.ts";
import { describeMfa } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "./find-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const AdminGetUser = defineOperation({
  name: "AdminGetUser",
  auth: "pool",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    return {
      Username: user.username,
      UserAttributes: toList(user),
      UserCreateDate: user.createdAt,
      UserLastModifiedDate: user.modifiedAt,
      Enabled: user.enabled,
      UserStatus: user.status,
      ...describeMfa(user),
    };
  },
});
