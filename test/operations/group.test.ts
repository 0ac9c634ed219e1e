import { beforeAll, describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Groups, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  async function createUser(Username: string): Promise<void> {
    await sdk().adminCreateUser({ UserPoolId, Username, MessageAction: "SUPPRESS" });
  }

  async function groupsOf(Username: string): Promise<(string | undefined)[]> {
    const { Groups } = await sdk().adminListGroupsForUser({ UserPoolId, Username });
    return (Groups ?? []).map(({ GroupName }) => GroupName);
  }

  beforeAll(async () => {
    UserPoolId = await createPool();
  });

  const RoleArn = "arn:aws:iam::123456789012:role/admin";
  const groupNotFound = { name: "ResourceNotFoundException", message: "Group not found." };
  const userNotFound = { name: "UserNotFoundException", message: "User does not exist." };

  describe("CreateGroup", () => {
    it("answers with the group as GetGroup shows it afterwards", async () => {
      const { Group } = await sdk().createGroup({
        ...{ UserPoolId, GroupName: "admins", Description: "who looks after the rest", Precedence: 0, RoleArn },
      });
      expect(Group).toEqual({
        ...{ UserPoolId, GroupName: "admins", Description: "who looks after the rest", Precedence: 0, RoleArn },
        ...{ CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) },
      });
      const described = await sdk().getGroup({ UserPoolId, GroupName: "admins" });
      expect(described.Group).toEqual(Group);
    });

    it("makes a group once, whoever asks at the same time", async () => {
      const attempts = Array.from({ length: 10 }, () => sdk().createGroup({ UserPoolId, GroupName: "once" }));
      const outcomes = await Promise.allSettled(attempts);
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refusals).toHaveLength(9);
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({
          name: "GroupExistsException",
          message: "A group with the name already exists.",
        });
      }
    });

    it("lets another pool have a group of the same name", async () => {
      await sdk().createGroup({ UserPoolId, GroupName: "shared" });
      await expect(sdk().createGroup({ UserPoolId: await createPool(), GroupName: "shared" })).resolves.toBeDefined();
    });

    it("refuses the role of another account", async () => {
      await expect(
        sdk().createGroup({ UserPoolId, GroupName: "a", RoleArn: "arn:aws:iam::210987654321:role/admin" }),
      ).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Cross-account pass role is not allowed.",
      });
    });

    it("does not find a pool that is not there", async () => {
      await expect(sdk().createGroup({ UserPoolId: "us-east-1_Nowhere01", GroupName: "a" })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: "User pool us-east-1_Nowhere01 does not exist.",
      });
    });
  });

  describe("ListGroups", () => {
    it("shows the pool's groups page by page, each once", async () => {
      const poolId = await createPool();
      for (const GroupName of ["c", "a", "b"]) await sdk().createGroup({ UserPoolId: poolId, GroupName });
      const first = await sdk().listGroups({ UserPoolId: poolId, Limit: 2 });
      expect(first.Groups?.map(({ GroupName }) => GroupName)).toEqual(["a", "b"]);
      const second = await sdk().listGroups({ UserPoolId: poolId, Limit: 2, NextToken: first.NextToken });
      expect(second.Groups?.map(({ GroupName }) => GroupName)).toEqual(["c"]);
      expect(second.NextToken).toBeUndefined();
    });

    it("takes a limit of 0 as none", async () => {
      const poolId = await createPool();
      for (const GroupName of ["a", "b"]) await sdk().createGroup({ UserPoolId: poolId, GroupName });
      const { Groups } = await sdk().listGroups({ UserPoolId: poolId, Limit: 0 });
      expect(Groups).toHaveLength(2);
    });
  });

  describe("UpdateGroup", () => {
    it("changes what it is given and nothing else", async () => {
      await sdk().createGroup({ UserPoolId, GroupName: "editors", Description: "they edit", RoleArn });
      const { Group } = await sdk().updateGroup({ UserPoolId, GroupName: "editors", Precedence: 3 });
      expect(Group).toMatchObject({ Description: "they edit", RoleArn, Precedence: 3 });
      const described = await sdk().getGroup({ UserPoolId, GroupName: "editors" });
      expect(described.Group).toEqual(Group);
    });

    it("does not find a group that is not there", async () => {
      await expect(sdk().updateGroup({ UserPoolId, GroupName: "nobody" })).rejects.toMatchObject(groupNotFound);
    });
  });

  describe("AdminAddUserToGroup", () => {
    it("makes a member once, however often it is asked, and names the group in tokens", async () => {
      await createUser("ada");
      await sdk().createGroup({ UserPoolId, GroupName: "readers" });
      const member = { UserPoolId, Username: "ada", GroupName: "readers" };
      const answer = await sdk().adminAddUserToGroup(member);
      await sdk().adminAddUserToGroup(member);
      expect(Object.keys(answer)).toEqual(["$metadata"]);
      expect(await groupsOf("ada")).toEqual(["readers"]);

      const { UserPoolClient } = await sdk().createUserPoolClient({
        ...{ UserPoolId, ClientName: "app", ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] },
      });
      await sdk().adminSetUserPassword({ UserPoolId, Username: "ada", Password: "Passw0rd!", Permanent: true });
      const { AuthenticationResult } = await sdk().adminInitiateAuth({
        ...{ UserPoolId, ClientId: UserPoolClient?.ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
        AuthParameters: { USERNAME: "ada", PASSWORD: "Passw0rd!" },
      });
      const [, claims = ""] = AuthenticationResult?.AccessToken?.split(".") ?? [];
      expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ "cognito:groups": ["readers"] });
    });

    it("does not find a group or a user that is not there", async () => {
      await createUser("bob");
      await sdk().createGroup({ UserPoolId, GroupName: "writers" });
      await expect(
        sdk().adminAddUserToGroup({ UserPoolId, Username: "bob", GroupName: "nobody" }),
      ).rejects.toMatchObject(groupNotFound);
      await expect(
        sdk().adminAddUserToGroup({ UserPoolId, Username: "nobody", GroupName: "writers" }),
      ).rejects.toMatchObject(userNotFound);
    });
  });

  describe("AdminRemoveUserFromGroup", () => {
    it("ends the membership, and does nothing where there is none", async () => {
      await createUser("carol");
      for (const GroupName of ["one", "two"]) {
        await sdk().createGroup({ UserPoolId, GroupName });
        await sdk().adminAddUserToGroup({ UserPoolId, Username: "carol", GroupName });
      }
      const member = { UserPoolId, Username: "carol", GroupName: "one" };
      await sdk().adminRemoveUserFromGroup(member);
      await sdk().adminRemoveUserFromGroup(member);
      expect(await groupsOf("carol")).toEqual(["two"]);
    });

    it("does not find a group or a user that is not there", async () => {
      await createUser("dan");
      await sdk().createGroup({ UserPoolId, GroupName: "guests" });
      await expect(
        sdk().adminRemoveUserFromGroup({ UserPoolId, Username: "dan", GroupName: "nobody" }),
      ).rejects.toMatchObject(groupNotFound);
      await expect(
        sdk().adminRemoveUserFromGroup({ UserPoolId, Username: "nobody", GroupName: "guests" }),
      ).rejects.toMatchObject(userNotFound);
    });
  });

  describe("AdminListGroupsForUser", () => {
    it("shows a user's groups page by page", async () => {
      await createUser("eve");
      for (const GroupName of ["page1", "page2", "page3"]) {
        await sdk().createGroup({ UserPoolId, GroupName });
        await sdk().adminAddUserToGroup({ UserPoolId, Username: "eve", GroupName });
      }
      const list = { UserPoolId, Username: "eve", Limit: 2 };
      const first = await sdk().adminListGroupsForUser(list);
      expect(first.Groups).toMatchObject([{ UserPoolId, GroupName: "page1" }, { GroupName: "page2" }]);
      const second = await sdk().adminListGroupsForUser({ ...list, NextToken: first.NextToken });
      expect(second.Groups).toMatchObject([{ GroupName: "page3" }]);
      expect(second.NextToken).toBeUndefined();
    });

    it("does not find a user who is not there", async () => {
      await expect(sdk().adminListGroupsForUser({ UserPoolId, Username: "nobody" })).rejects.toMatchObject(
        userNotFound,
      );
    });
  });

  describe("DeleteGroup", () => {
    it("deletes the group and its memberships", async () => {
      await createUser("frank");
      await sdk().createGroup({ UserPoolId, GroupName: "short-lived" });
      await sdk().adminAddUserToGroup({ UserPoolId, Username: "frank", GroupName: "short-lived" });
      await sdk().deleteGroup({ UserPoolId, GroupName: "short-lived" });
      expect(await groupsOf("frank")).toEqual([]);
      await expect(sdk().getGroup({ UserPoolId, GroupName: "short-lived" })).rejects.toMatchObject(groupNotFound);
      await expect(sdk().deleteGroup({ UserPoolId, GroupName: "short-lived" })).rejects.toMatchObject(groupNotFound);
    });
  });
});
