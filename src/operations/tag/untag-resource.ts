import * as z from "zod";
import { findPoolByArn } from "../../domain/pool/find-pool.ts";
import { changeTags, withoutTags } from "../../domain/pool/tags.ts";
import { defineOperation } from "../operation.ts";
import { Arn, TagKeys } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const UntagResource = defineOperation({
  name: "UntagResource",
  auth: "developer",
  input: z.object({ ResourceArn: Arn, TagKeys }),
  errors: [],

  async handle({ ResourceArn, TagKeys: keys }, { region }, services) {
    const pool = await findPoolByArn(services, ResourceArn, region);
    await changeTags(services, pool, (tags) => withoutTags(tags, keys));
    return {};
  },
});
