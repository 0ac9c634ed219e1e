import * as z from "zod";
import { describeLimit } from "../../domain/limit/provisioned-limit.ts";
import { defineOperation } from "../operation.ts";
import { LimitDefinition } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetProvisionedLimit.html */
export const GetProvisionedLimit = defineOperation({
  name: "GetProvisionedLimit",
  auth: "developer",
  input: z.object({ LimitDefinition }),
  errors: [],

  async handle(input, _caller, services) {
    return { Limit: await describeLimit(services, input.LimitDefinition) };
  },
});
