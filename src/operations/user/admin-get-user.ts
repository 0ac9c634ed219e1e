import { z } from "zod";
import { toList } from "../../domain/user/attributes.ts";
import { findPool, findUser } from "../find.ts";
import { defineOperation } from "../operation.ts";
import { Username, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const AdminGetUser = defineOperation({
  name: "AdminGetUser",
  auth: "developer",
  input: z.object({ UserPoolId, Username }),
  errors: ["UserNotFoundException"],

  async handle(input, developer, services) {
    const pool = await findPool(services, developer, input.UserPoolId);
    const user = await findUser(services, pool, input.Username);
    return {
      Username: user.username,
      UserAttributes: toList(user),
      UserCreateDate: user.createdAt,
      UserLastModifiedDate: user.modifiedAt,
      Enabled: user.enabled,
      UserStatus: user.status,
    };
  },
});
