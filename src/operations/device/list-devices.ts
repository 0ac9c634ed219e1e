import * as z from "zod";
import { defineOperation } from "../operation.ts";
import { QueryLimitOrDefault, TokenModel, UnboundedPaginationKey } from "../shapes/index.ts";
import { devicesPage } from "./devices-page.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const ListDevices = defineOperation({
  name: "ListDevices",
  auth: "user",
  input: z.object({
    AccessToken: TokenModel,
    Limit: QueryLimitOrDefault.optional(),
    PaginationToken: UnboundedPaginationKey.optional(),
  }),
  errors: ["UserNotFoundException"],

  async handle(input, { user }, services) {
    return devicesPage(services, user, ["ListDevices", user.poolId, user.sub], input);
  },
});
