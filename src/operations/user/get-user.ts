import * as z from "zod";
import { readable, toList } from "../../domain/user/attributes.ts";
import { describeMfa } from "../../domain/user/mfa.ts";
import { defineOperation } from "../operation.ts";
import { TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const GetUser = defineOperation({
  name: "GetUser",
  auth: "user",
  input: z.object({ AccessToken: TokenModel }),
  errors: [],

  async handle(_input, { client, user }) {
    return {
      Username: user.username,
      UserAttributes: toList({ sub: user.sub, attributes: readable(client, user.attributes) }),
      ...describeMfa(user),
    };
  },
});
