import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Tags, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = (region?: string) => service.current.sdk(region);

  async function createPool(UserPoolTags?: Record<string, string>) {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people", UserPoolTags });
    return { UserPoolId: UserPool?.Id ?? "", ResourceArn: UserPool?.Arn ?? "" };
  }

  const tagsOf = async (ResourceArn: string) => (await sdk().listTagsForResource({ ResourceArn })).Tags;
  const many = (count: number, prefix = "t") =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, ""]));

  it("are added, replaced and removed one by one, and DescribeUserPool shows them", async () => {
    const { UserPoolId, ResourceArn } = await createPool({ team: "identity", stage: "test" });
    await sdk().tagResource({ ResourceArn, Tags: { stage: "live", owner: "ada" } });
    expect(await tagsOf(ResourceArn)).toEqual({ team: "identity", stage: "live", owner: "ada" });
    await sdk().untagResource({ ResourceArn, TagKeys: ["team", "nothing"] });
    expect(await tagsOf(ResourceArn)).toEqual({ stage: "live", owner: "ada" });
    const { UserPool } = await sdk().describeUserPool({ UserPoolId });
    expect(UserPool?.UserPoolTags).toEqual({ stage: "live", owner: "ada" });
  });

  it("are fifty at most", async () => {
    const { UserPoolId, ResourceArn } = await createPool(many(50));
    const message = "A user pool cannot have more than 50 tags.";
    await expect(sdk().tagResource({ ResourceArn, Tags: { one: "more" } })).rejects.toMatchObject({
      ...{ name: "InvalidParameterException", message },
    });
    await sdk().tagResource({ ResourceArn, Tags: { t7: "again" } });
    const UserPoolTags = many(51);
    const tagging = { name: "UserPoolTaggingException", message };
    await expect(createPool(UserPoolTags)).rejects.toMatchObject(tagging);
    await expect(sdk().updateUserPool({ UserPoolId, UserPoolTags })).rejects.toMatchObject(tagging);
    expect(Object.keys((await tagsOf(ResourceArn)) ?? {})).toHaveLength(50);
  });

  it("do not begin with aws:", async () => {
    const { ResourceArn } = await createPool();
    const message = "aws: prefixed tag key names are not allowed for external use.";
    await expect(sdk().tagResource({ ResourceArn, Tags: { "AWS:x": "" } })).rejects.toMatchObject({
      ...{ name: "InvalidParameterException", message },
    });
    await expect(createPool({ "aws:x": "" })).rejects.toMatchObject({ name: "UserPoolTaggingException", message });
  });

  it("are not lost when twenty come at once", async () => {
    const { ResourceArn } = await createPool();
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => sdk().tagResource({ ResourceArn, Tags: { [key]: "" } })));
    expect(Object.keys((await tagsOf(ResourceArn)) ?? {}).sort()).toEqual(keys.sort());
  });

  it("are refused to what is no pool, and not found on one of another account or region", async () => {
    const { UserPoolId, ResourceArn } = await createPool();
    const topic = "arn:aws:sns:us-east-1:123456789012:people";
    await expect(sdk().listTagsForResource({ ResourceArn: topic })).rejects.toMatchObject({
      ...{ name: "InvalidParameterException", message: `${topic} is not the ARN of a user pool.` },
    });
    const notFound = { name: "ResourceNotFoundException", message: `User pool ${UserPoolId} does not exist.` };
    const elsewhere = ResourceArn.replace("123456789012", "210987654321");
    await expect(sdk().listTagsForResource({ ResourceArn: elsewhere })).rejects.toMatchObject(notFound);
    await expect(sdk("eu-west-1").tagResource({ ResourceArn, Tags: {} })).rejects.toMatchObject(notFound);
    await sdk().deleteUserPool({ UserPoolId });
    await expect(sdk().untagResource({ ResourceArn, TagKeys: [] })).rejects.toMatchObject(notFound);
  });
});
