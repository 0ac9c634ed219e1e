import * as z from "zod";
import { setLimit } from "../../domain/limit/provisioned-limit.ts";
import { defineOperation } from "../operation.ts";
import { LimitDefinition, LimitValue } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateProvisionedLimit.html */
export const UpdateProvisionedLimit = defineOperation({
  name: "UpdateProvisionedLimit",
  auth: "developer",
  input: z.object({ LimitDefinition, RequestedLimitValue: LimitValue }),
  errors: ["ServiceQuotaExceededException"],

  async handle(input, _caller, services) {
    return { Limit: await setLimit(services, input.LimitDefinition, input.RequestedLimitValue) };
  },
});
