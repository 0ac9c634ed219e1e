import { z } from "zod";
import { findPoolByArn } from "../../domain/pool/find-pool.ts";
import { tagPool } from "../../domain/pool/tags.ts";
import { defineOperation } from "../operation.ts";
import { Arn, UserPoolTags } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const TagResource = defineOperation({
  name: "TagResource",
  auth: "developer",
  input: z.object({ ResourceArn: Arn, Tags: UserPoolTags }),
  errors: [],

  async handle({ ResourceArn, Tags }, { region }, services) {
    const { id } = await findPoolByArn(services, ResourceArn, region);
    const changed = await services.database.pools.update(id, (pool) => tagPool(pool, Tags));
    return changed ? {} : services.fail("ResourceNotFoundException", `User pool ${id} does not exist.`);
  },
});
