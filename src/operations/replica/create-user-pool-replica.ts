import * as z from "zod";
import { newReplica } from "../../domain/replica/new-replica.ts";
import { describeReplica } from "../../domain/replica/replica.ts";
import { defineOperation } from "../operation.ts";
import { RegionName, UserPoolId, UserPoolTags } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolReplica.html */
export const CreateUserPoolReplica = defineOperation({
  name: "CreateUserPoolReplica",
  auth: "pool",
  input: z.object({ UserPoolId, RegionName, UserPoolTags: UserPoolTags.optional() }),
  errors: ["FeatureUnavailableInTierException", "LimitExceededException", "UserPoolTaggingException"],

  async handle({ RegionName: region, UserPoolTags: tags }, { pool }, services) {
    const replica = await newReplica(services, pool, { region, tags });
    return { UserPoolReplica: describeReplica(pool, replica, services.accountId, "CREATING") };
  },
});
