import { type Effects, keptOnly, shownIn } from "./effect.ts";

const tags = shownIn("operations/tag.test.ts");

const ResourceArn = tags("are refused to what is no pool, and not found on one of another account or region");

export const tag: Readonly<Record<string, Effects>> = {
  ListTagsForResource: { ResourceArn },
  TagResource: { ResourceArn, Tags: keptOnly("they are for people and their bills to read") },
  UntagResource: {
    ResourceArn,
    TagKeys: tags("are added, replaced and removed one by one, and DescribeUserPool shows them"),
  },
};
