import * as z from "zod";
import { findPoolByArn } from "../../domain/pool/find-pool.ts";
import { changeTags, withTags } from "../../domain/pool/tags.ts";
import { defineOperation } from "../operation.ts";
import { Arn, UserPoolTags } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const TagResource = defineOperation({
  name: "TagResource",
  auth: "developer",
  input: z.object({ ResourceArn: Arn, Tags: UserPoolTags }),
  errors: [],

  async handle({ ResourceArn, Tags }, { region }, services) {
    const pool = await findPoolByArn(services, ResourceArn, region);
    await changeTags(services, pool, (tags) => withTags(tags, Tags));
    return {};
  },
});
