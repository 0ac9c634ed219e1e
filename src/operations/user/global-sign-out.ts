import * as z from "zod";
import { signOutEverywhere } from "../../domain/token/sign-out.ts";
import { defineOperation } from "../operation.ts";
import { TokenModel } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const GlobalSignOut = defineOperation({
  name: "GlobalSignOut",
  auth: "user",
  input: z.object({ AccessToken: TokenModel }),
  errors: [],

  async handle(_input, { user }, { database, clock }) {
    await database.transaction((stores) => signOutEverywhere(stores, user, clock.now()));
    return {};
  },
});
