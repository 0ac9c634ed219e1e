import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { QueryLimitOrDefault, UnboundedPaginationKey, Username, UserPoolId } from "../shapes/index.ts";
import { findUser } from "../user/find-user.ts";
import { devicesPage } from "./devices-page.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html */
export const AdminListDevices = defineOperation({
  name: "AdminListDevices",
  auth: "pool",
  input: z.object({
    UserPoolId,
    Username,
    Limit: QueryLimitOrDefault.optional(),
    PaginationToken: UnboundedPaginationKey.optional(),
  }),
  errors: ["UserNotFoundException"],

  async handle(input, { pool }, services) {
    const user = await findUser(services, pool, input.Username);
    return devicesPage(services, user, ["AdminListDevices", pool.id, user.sub], input);
  },
});
