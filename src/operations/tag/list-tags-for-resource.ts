import * as z from "zod";
import { findPoolByArn } from "../../domain/pool/find-pool.ts";
import { tagsOf } from "../../domain/pool/tags.ts";
import { defineOperation } from "../operation.ts";
import { Arn } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const ListTagsForResource = defineOperation({
  name: "ListTagsForResource",
  auth: "developer",
  input: z.object({ ResourceArn: Arn }),
  errors: [],

  async handle({ ResourceArn }, { region }, services) {
    return { Tags: tagsOf(await findPoolByArn(services, ResourceArn, region)) };
  },
});
