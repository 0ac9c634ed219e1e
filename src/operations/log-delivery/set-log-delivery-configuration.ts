import * as z from "zod";
import { putDocument } from "../../domain/document/put-document.ts";
import { checkLogDelivery } from "../../domain/log-delivery/check-log-delivery.ts";
import { logDeliveryIdOf } from "../../domain/log-delivery/log-delivery.ts";
import { defineOperation } from "../operation.ts";
import { LogConfigurationList, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetLogDeliveryConfiguration.html */
export const SetLogDeliveryConfiguration = defineOperation({
  name: "SetLogDeliveryConfiguration",
  auth: "pool",
  input: z.object({ UserPoolId, LogConfigurations: LogConfigurationList }),
  errors: ["FeatureUnavailableInTierException"],

  async handle({ LogConfigurations }, { pool }, { database, clock, accountId }) {
    checkLogDelivery({ accountId }, pool, LogConfigurations);
    const now = clock.now();
    await putDocument(database.logDeliveries, {
      ...{ poolId: pool.id, id: logDeliveryIdOf(pool), content: LogConfigurations },
      ...{ createdAt: now, modifiedAt: now },
    });
    return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } };
  },
});
