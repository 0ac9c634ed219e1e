import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const replicas = shownIn("operations/replica.test.ts");

const RegionName = replicas(
  "are made inactive, are switched on and off from either region, and are deleted while they are off",
);

export const replica: Readonly<Record<string, Effects>> = {
  CreateUserPoolReplica: {
    UserPoolId,
    RegionName: replicas("answer in their region with the same people, and sign them in once they are active"),
    UserPoolTags: keptOnly("they are for people and their bills to read"),
  },
  DeleteUserPoolReplica: { UserPoolId, RegionName },
  ListUserPoolReplicas: {
    UserPoolId,
    NextToken: replicas("are one beside the primary, so that no list has a second page"),
  },
  UpdateUserPoolReplica: {
    UserPoolId,
    RegionName,
    Status: replicas("answer in their region with the same people, and sign them in once they are active"),
  },
};
