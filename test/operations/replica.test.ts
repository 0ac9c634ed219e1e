import type { UpdateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

const second = "eu-west-1";
const password = "Passw0rd!";

describe.each(databases)("Replicas of a pool, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = (region?: string) => service.current.sdk(region);

  async function pool(settings: Partial<UpdateUserPoolRequest> = {}): Promise<string> {
    const KeyConfiguration = { KeyType: "CUSTOMER_MANAGED_KEY" as const };
    const { UserPool } = await sdk().createUserPool({ PoolName: "people", KeyConfiguration, ...settings });
    return UserPool?.Id ?? "";
  }
  const arn = (id: string, region: string) => `arn:aws:cognito-idp:${region}:123456789012:userpool/${id}`;
  const replicate = (UserPoolId: string, RegionName = second) =>
    sdk().createUserPoolReplica({ UserPoolId, RegionName, UserPoolTags: { place: "Dublin" } });
  const setStatus = (UserPoolId: string, Status: "ACTIVE" | "INACTIVE", from = "us-east-1") =>
    sdk(from).updateUserPoolReplica({ UserPoolId, RegionName: second, Status });

  it("are made inactive, are switched on and off from either region, and are deleted while they are off", async () => {
    const UserPoolId = await pool();
    const replica = { RegionName: second, Role: "SECONDARY", UserPoolArn: arn(UserPoolId, second) };
    expect((await replicate(UserPoolId)).UserPoolReplica).toEqual({ ...replica, Status: "CREATING" });
    const primary = { RegionName: "us-east-1", Role: "PRIMARY", UserPoolArn: arn(UserPoolId, "us-east-1") };
    const listed = async (from?: string) => (await sdk(from).listUserPoolReplicas({ UserPoolId })).UserPoolReplicas;
    const both = [
      { ...primary, Status: "ACTIVE" },
      { ...replica, Status: "INACTIVE" },
    ];
    expect(await listed()).toEqual(both);
    expect(await listed(second)).toEqual(both);
    const switchedOn = await setStatus(UserPoolId, "ACTIVE", second);
    expect(switchedOn.UserPoolReplica).toEqual({ ...replica, Status: "ACTIVE" });
    const deletion = () => sdk().deleteUserPoolReplica({ UserPoolId, RegionName: second });
    await expect(deletion()).rejects.toMatchObject({ name: "InvalidParameterException" });
    await setStatus(UserPoolId, "INACTIVE");
    expect((await deletion()).UserPoolReplica).toEqual({ ...replica, Status: "DELETING" });
    expect(await listed()).toEqual([{ ...primary, Status: "ACTIVE" }]);
    await expect(listed(second)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(deletion()).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool ${UserPoolId} has no replica in ${second}.`,
    });
  });

  it("answer in their region with the same people, and sign them in once they are active", async () => {
    const UserPoolId = await pool();
    const { UserPoolClient } = await sdk().createUserPoolClient({
      ...{ UserPoolId, ClientName: "app", ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] },
    });
    const ada = { UserPoolId, Username: "ada" };
    await sdk().adminCreateUser({ ...ada, MessageAction: "SUPPRESS" });
    await sdk().adminSetUserPassword({ ...ada, Password: password, Permanent: true });
    await replicate(UserPoolId);
    const { Users } = await sdk(second).listUsers({ UserPoolId });
    expect(Users?.map(({ Username }) => Username)).toEqual(["ada"]);
    const signIn = () =>
      sdk(second).adminInitiateAuth({
        ...{ UserPoolId, ClientId: UserPoolClient?.ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
        AuthParameters: { USERNAME: "ada", PASSWORD: password },
      });
    await expect(signIn()).rejects.toMatchObject({ name: "OperationNotEnabledException" });
    await setStatus(UserPoolId, "ACTIVE");
    expect((await signIn()).AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("leave to the primary what makes or changes users", async () => {
    const UserPoolId = await pool();
    await replicate(UserPoolId);
    await setStatus(UserPoolId, "ACTIVE");
    for (const call of [
      () => sdk(second).adminCreateUser({ UserPoolId, Username: "ada" }),
      () => sdk(second).createGroup({ UserPoolId, GroupName: "all" }),
      () => sdk(second).deleteUserPool({ UserPoolId }),
      () => sdk(second).createUserPoolReplica({ UserPoolId, RegionName: "eu-west-2" }),
    ]) {
      await expect(call()).rejects.toMatchObject({
        name: "OperationNotEnabledException",
        message: expect.stringContaining(`is not enabled in ${second}`),
      });
    }
  });

  it("have tags, triggers and senders of their own, and take the rest from the primary", async () => {
    const UserPoolId = await pool({ UserPoolTags: { place: "Virginia" } });
    await replicate(UserPoolId);
    const seen = async (region: string) => (await sdk(region).describeUserPool({ UserPoolId })).UserPool;
    expect(await seen(second)).toMatchObject({ Arn: arn(UserPoolId, second), UserPoolTags: { place: "Dublin" } });
    const PreSignUp = `arn:aws:lambda:${second}:123456789012:function:check`;
    await sdk(second).updateUserPool({ UserPoolId, UserPoolTags: { place: "Cork" }, LambdaConfig: { PreSignUp } });
    expect(await seen(second)).toMatchObject({ UserPoolTags: { place: "Cork" }, LambdaConfig: { PreSignUp } });
    expect(await seen("us-east-1")).toMatchObject({ UserPoolTags: { place: "Virginia" }, LambdaConfig: {} });
    await sdk(second).tagResource({ ResourceArn: arn(UserPoolId, second), Tags: { team: "identity" } });
    const { Tags } = await sdk(second).listTagsForResource({ ResourceArn: arn(UserPoolId, second) });
    expect(Tags).toEqual({ place: "Cork", team: "identity" });
    await sdk(second).untagResource({ ResourceArn: arn(UserPoolId, second), TagKeys: ["team"] });
    expect(await seen("us-east-1")).toMatchObject({ UserPoolTags: { place: "Virginia" } });
    await sdk().updateUserPool({
      ...{ UserPoolId, PoolName: "others", KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY" } },
    });
    expect(await seen(second)).toMatchObject({ Name: "others", UserPoolTags: { place: "Cork" } });
    await sdk(second).updateUserPool({ UserPoolId, EmailConfiguration: { ReplyToEmailAddress: "ada@example.com" } });
    await sdk(second).updateUserPool({ UserPoolId });
    expect(await seen(second)).toMatchObject({
      ...{ UserPoolTags: { place: "Cork" }, EmailConfiguration: { ReplyToEmailAddress: "ada@example.com" } },
      LambdaConfig: {},
    });
    await expect(sdk(second).updateUserPool({ UserPoolId, MfaConfiguration: "OFF" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "A secondary replica takes these from the primary user pool: MfaConfiguration",
    });
  });

  it("are listed in their region beside the pools that were made there, page by page", async () => {
    const [primary, region] = ["ap-northeast-1", "ap-northeast-2"];
    const KeyConfiguration = { KeyType: "CUSTOMER_MANAGED_KEY" as const };
    const ids: string[] = [];
    for (let number = 0; number < 2; number++) {
      const { UserPool: there } = await sdk(primary).createUserPool({ PoolName: "people", KeyConfiguration });
      await sdk(primary).createUserPoolReplica({ UserPoolId: there?.Id, RegionName: region });
      const { UserPool: here } = await sdk(region).createUserPool({ PoolName: "people" });
      ids.push(there?.Id ?? "", here?.Id ?? "");
    }
    const found: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await sdk(region).listUserPools({ MaxResults: 1, NextToken });
      found.push(...(page.UserPools ?? []).map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(found).toEqual(ids.sort());
    const { UserPools } = await sdk(primary).listUserPools({ MaxResults: 60 });
    expect(UserPools?.map(({ ReplicaRegions }) => ReplicaRegions)).toEqual([[region], [region]]);
  });

  it("are refused where the pool's tier, key or region does not allow them", async () => {
    await expect(replicate(await pool({ UserPoolTier: "LITE" }))).rejects.toMatchObject({
      name: "FeatureUnavailableInTierException",
    });
    await expect(replicate(await pool({ KeyConfiguration: undefined }))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Replication needs a KeyConfiguration with a customer managed key.",
    });
    const UserPoolId = await pool();
    for (const region of ["us-east-1", "nowhere"]) {
      await expect(replicate(UserPoolId, region)).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
  });

  it("stand once for a pool, however many ask at once", async () => {
    const UserPoolId = await pool();
    const regions = Array.from({ length: 10 }, (_, index) => `eu-west-${index + 1}`);
    const answers = await Promise.allSettled(regions.map((region) => replicate(UserPoolId, region)));
    const refusals = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason.name] : []));
    expect(refusals).toEqual(Array(9).fill("LimitExceededException"));
  });

  it("are one beside the primary, so that no list has a second page", async () => {
    const UserPoolId = await pool();
    await replicate(UserPoolId);
    expect((await sdk().listUserPoolReplicas({ UserPoolId })).NextToken).toBeUndefined();
    await expect(sdk().listUserPoolReplicas({ UserPoolId, NextToken: "made-up" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("keep their pool from being deleted", async () => {
    const UserPoolId = await pool();
    await replicate(UserPoolId);
    await expect(sdk().deleteUserPool({ UserPoolId })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User pool cannot be deleted. It has a replica that should be deleted first.",
    });
    await sdk().deleteUserPoolReplica({ UserPoolId, RegionName: second });
    await expect(sdk().deleteUserPool({ UserPoolId })).resolves.toBeDefined();
  });
});
