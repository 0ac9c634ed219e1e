import * as z from "zod";
import { logDeliveryIdOf } from "../../domain/log-delivery/log-delivery.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetLogDeliveryConfiguration.html */
export const GetLogDeliveryConfiguration = defineOperation({
  name: "GetLogDeliveryConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: [],

  async handle(_input, { pool }, { database }) {
    const delivery = await database.logDeliveries.get(pool.id, logDeliveryIdOf(pool));
    return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations: delivery?.content ?? [] } };
  },
});
