import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("User pools, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = (region?: string) => service.current.sdk(region);

  async function createPool(PoolName = "people"): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName });
    return UserPool?.Id ?? "";
  }

  const unknown = "us-east-1_Nowhere01";
  const notFound = (id: string) => ({
    name: "ResourceNotFoundException",
    message: `User pool ${id} does not exist.`,
  });

  describe("CreateUserPool", () => {
    it("answers with the pool as DescribeUserPool shows it afterwards", async () => {
      const before = Date.now();
      const { UserPool: created } = await sdk().createUserPool({
        PoolName: "people",
        AutoVerifiedAttributes: ["email"],
        Schema: [{ Name: "tenant", AttributeDataType: "String", StringAttributeConstraints: { MaxLength: "9" } }],
        UserPoolTags: { team: "identity" },
      });
      expect(created).toMatchObject({
        Id: expect.stringMatching(/^us-east-1_[0-9A-Za-z]{9}$/),
        Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${created?.Id}`,
        Name: "people",
        AutoVerifiedAttributes: ["email"],
        UserPoolTags: { team: "identity" },
        MfaConfiguration: "OFF",
        LambdaConfig: {},
        EstimatedNumberOfUsers: 0,
      });
      expect(created?.SchemaAttributes?.map(({ Name }) => Name).slice(-2)).toEqual(["updated_at", "custom:tenant"]);
      expect(created?.CreationDate?.getTime()).toBeGreaterThanOrEqual(before);
      expect(created?.CreationDate?.getTime()).toBeLessThanOrEqual(Date.now());
      const { UserPool: described } = await sdk().describeUserPool({ UserPoolId: created?.Id });
      expect(described).toEqual(created);
    });

    it("makes two keys, which the pool's JWKS shows", async () => {
      const response = await fetch(`${service.current.url}/${await createPool()}/.well-known/jwks.json`);
      const { keys } = (await response.json()) as { keys: { kid: string }[] };
      expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
    });

    it("makes the pool in the region for which the call was signed, where alone it is found", async () => {
      const { UserPool } = await sdk("eu-west-1").createUserPool({ PoolName: "people" });
      const id = UserPool?.Id ?? "";
      expect(id).toMatch(/^eu-west-1_/);
      expect(UserPool?.Arn).toContain(":eu-west-1:");
      await expect(sdk().describeUserPool({ UserPoolId: id })).rejects.toMatchObject(notFound(id));
      await expect(sdk().deleteUserPool({ UserPoolId: id })).rejects.toMatchObject(notFound(id));
      await expect(sdk("eu-west-1").describeUserPool({ UserPoolId: id })).resolves.toBeDefined();
    });

    it("refuses values that break a constraint before it looks at what contradicts each other", async () => {
      const contradiction = { AutoVerifiedAttributes: ["phone_number" as const] };
      await expect(
        sdk().createUserPool({
          ...{ PoolName: "people", ...contradiction },
          Policies: { PasswordPolicy: { MinimumLength: 5 } },
        }),
      ).rejects.toMatchObject({
        name: "InvalidParameterException",
        message:
          "1 validation error detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6",
      });
      await expect(sdk().createUserPool({ PoolName: "people", ...contradiction })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "SMS configuration is required when phone_number is selected for auto verification",
      });
    });

    it("names what the pool's tier does not have", async () => {
      const wanted = { PoolName: "people", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" as const } };
      await expect(sdk().createUserPool(wanted)).rejects.toMatchObject({ name: "FeatureUnavailableInTierException" });
      await expect(sdk().createUserPool({ ...wanted, UserPoolTier: "PLUS" })).resolves.toBeDefined();
    });
  });

  describe("DescribeUserPool", () => {
    it("counts the pool's users", async () => {
      const UserPoolId = await createPool();
      for (const Username of ["ada", "bob"]) {
        await sdk().adminCreateUser({ UserPoolId, Username, MessageAction: "SUPPRESS" });
      }
      const { UserPool } = await sdk().describeUserPool({ UserPoolId });
      expect(UserPool?.EstimatedNumberOfUsers).toBe(2);
    });

    it("does not find a pool that is not there", async () => {
      await expect(sdk().describeUserPool({ UserPoolId: unknown })).rejects.toMatchObject(notFound(unknown));
    });
  });

  describe("ListUserPools", () => {
    it("shows a region's pools page by page, each once", async () => {
      const region = "ap-southeast-2";
      const made = await Promise.all(
        ["a", "b", "c", "d", "e"].map((PoolName) => sdk(region).createUserPool({ PoolName })),
      );
      const pages: (string | undefined)[][] = [];
      let NextToken: string | undefined;
      do {
        const page = await sdk(region).listUserPools({ MaxResults: 2, NextToken });
        pages.push((page.UserPools ?? []).map(({ Id }) => Id));
        NextToken = page.NextToken;
      } while (NextToken);
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
      expect(pages.flat()).toEqual(made.map(({ UserPool }) => UserPool?.Id).sort());
    });

    it("shows of each pool its name, its triggers and its dates", async () => {
      const region = "ap-southeast-1";
      const { UserPool: made } = await sdk(region).createUserPool({ PoolName: "people" });
      const { UserPools, NextToken } = await sdk(region).listUserPools({ MaxResults: 60 });
      const { Id, CreationDate, LastModifiedDate } = made ?? {};
      expect(UserPools).toEqual([{ Id, Name: "people", LambdaConfig: {}, CreationDate, LastModifiedDate }]);
      expect(NextToken).toBeUndefined();
    });

    it("takes no token of another region's list, and none that it did not give", async () => {
      await Promise.all([createPool(), createPool()]);
      const { NextToken } = await sdk().listUserPools({ MaxResults: 1 });
      expect(NextToken).toBeDefined();
      for (const [region, token] of [
        ["eu-west-3", NextToken],
        ["us-east-1", "made-up"],
      ]) {
        await expect(sdk(region).listUserPools({ MaxResults: 1, NextToken: token })).rejects.toMatchObject({
          name: "InvalidParameterException",
        });
      }
    });

    it("asks for a number of results between 1 and 60", async () => {
      const clause = "failed to satisfy constraint: Member must";
      for (const [MaxResults, message] of [
        [undefined, `Value null at 'maxResults' ${clause} not be null`],
        [0, `Value '0' at 'maxResults' ${clause} have value greater than or equal to 1`],
        [61, `Value '61' at 'maxResults' ${clause} have value less than or equal to 60`],
      ] as const) {
        await expect(sdk().listUserPools({ MaxResults })).rejects.toMatchObject({
          name: "InvalidParameterException",
          message: `1 validation error detected: ${message}`,
        });
      }
    });
  });

  describe("DeleteUserPool", () => {
    it("deletes the pool with its clients", async () => {
      const UserPoolId = await createPool();
      const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName: "app" });
      const ClientId = UserPoolClient?.ClientId ?? "";
      const answer = await sdk().deleteUserPool({ UserPoolId });
      expect(Object.keys(answer)).toEqual(["$metadata"]);
      await expect(sdk().describeUserPool({ UserPoolId })).rejects.toMatchObject(notFound(UserPoolId));
      await expect(sdk().deleteUserPool({ UserPoolId })).rejects.toMatchObject(notFound(UserPoolId));
      await expect(sdk().forgotPassword({ ClientId, Username: "ada" })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: `User pool client ${ClientId} does not exist.`,
      });
    });

    it("spares a pool whose deletion protection is active", async () => {
      const { UserPool } = await sdk().createUserPool({ PoolName: "people", DeletionProtection: "ACTIVE" });
      const UserPoolId = UserPool?.Id;
      await expect(sdk().deleteUserPool({ UserPoolId })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message:
          "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
      });
      await sdk().updateUserPool({ UserPoolId, DeletionProtection: "INACTIVE" });
      await expect(sdk().deleteUserPool({ UserPoolId })).resolves.toBeDefined();
    });
  });
});
