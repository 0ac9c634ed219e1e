import type { CreateUserPoolDomainRequest } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

const certificate = (id: string) => `arn:aws:acm:us-east-1:123456789012:certificate/${id}`;
const CustomDomainConfig = { CertificateArn: certificate("one") };

describe.each(databases)("Domains, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = (region?: string) => service.current.sdk(region);

  async function createPool(UserPoolTier: "LITE" | "ESSENTIALS" = "ESSENTIALS"): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people", UserPoolTier });
    return UserPool?.Id ?? "";
  }

  const describeDomain = async (Domain: string) => (await sdk().describeUserPoolDomain({ Domain })).DomainDescription;

  const refused = (message: string, name = "InvalidParameterException") => ({ name, message });

  describe("CreateUserPoolDomain", () => {
    it("gives a pool a prefix, which DescribeUserPoolDomain and DescribeUserPool show", async () => {
      const UserPoolId = await createPool();
      const { $metadata, ...answer } = await sdk().createUserPoolDomain({ UserPoolId, Domain: "shop" });
      expect(answer).toEqual({ ManagedLoginVersion: 1 });
      expect(await describeDomain("shop")).toEqual({
        ...{ UserPoolId, Domain: "shop", AWSAccountId: "123456789012", Status: "ACTIVE", ManagedLoginVersion: 1 },
        S3Bucket: expect.any(String),
        CloudFrontDistribution: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
        Version: expect.stringMatching(/^\d{14}$/),
        CustomDomainConfig: {},
      });
      const { UserPool } = await sdk().describeUserPool({ UserPoolId });
      expect(UserPool?.Domain).toBe("shop");
      expect(UserPool).not.toHaveProperty("CustomDomain");
    });

    it("gives a pool a domain of its own beside the prefix", async () => {
      const UserPoolId = await createPool();
      await sdk().createUserPoolDomain({ UserPoolId, Domain: "beside" });
      const answer = await sdk().createUserPoolDomain({
        ...{ UserPoolId, Domain: "auth.example.com", ManagedLoginVersion: 2 },
        CustomDomainConfig: { ...CustomDomainConfig, SecurityPolicy: "TLS_V1_3_2025" },
        Routing: { Failover: { SecondaryRegion: "eu-west-1", PrimaryRoute53HealthCheckId: "check" } },
      });
      const description = await describeDomain("auth.example.com");
      expect(description).toMatchObject({
        CustomDomainConfig: { CertificateArn: certificate("one"), SecurityPolicy: "TLS_V1_3_2025" },
        Routing: { Failover: { SecondaryRegion: "eu-west-1", PrimaryRoute53HealthCheckId: "check" } },
        ManagedLoginVersion: 2,
      });
      expect(answer.CloudFrontDomain).toBe(description?.CloudFrontDistribution);
      const { UserPool } = await sdk().describeUserPool({ UserPoolId });
      expect(UserPool).toMatchObject({ Domain: "beside", CustomDomain: "auth.example.com" });
    });

    it.each([
      ["cannot have a dot", { Domain: "a.b" }, /^The domain name contains an invalid character\. /],
      ["cannot have an upper-case letter", { Domain: "Shop" }, /^The domain name contains an invalid character\. /],
      ["cannot end with a hyphen", { Domain: "shop-" }, /^The domain name contains an invalid character\. /],
      ["aws", { Domain: "my-aws-shop" }, /^Domain cannot contain reserved word: aws$/],
      ["amazon", { Domain: "amazon" }, /^Domain cannot contain reserved word: amazon$/],
      ["cognito", { Domain: "x-cognito" }, /^Domain cannot contain reserved word: cognito$/],
      ["top-level parent", { Domain: "example.com", CustomDomainConfig }, /^Custom domain is not a valid subdomain: /],
      [
        "certificate of another region",
        {
          Domain: "a.example.com",
          CustomDomainConfig: { CertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/one" },
        },
        new RegExp(
          "^The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid " +
            "certificate chain\\. \\(Service: CloudFront, Status Code: 400, Request ID: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\)$",
        ),
      ],
      ["routing of a prefix", { Domain: "routed", Routing: {} }, /^Routing can only be configured for a custom domain/],
      ["version 3", { Domain: "third", ManagedLoginVersion: 3 }, /^ManagedLoginVersion must be 1 or 2/],
    ] satisfies [string, Partial<CreateUserPoolDomainRequest>, RegExp][])("refuses: %s", async (_, input, message) => {
      const UserPoolId = await createPool();
      await expect(
        sdk().createUserPoolDomain({ UserPoolId, ...input } as CreateUserPoolDomainRequest),
      ).rejects.toMatchObject({ name: "InvalidParameterException", message: expect.stringMatching(message) });
      expect(await describeDomain(input.Domain)).toEqual({});
    });

    it("takes a reserved word within a longer one", async () => {
      await sdk().createUserPoolDomain({ UserPoolId: await createPool(), Domain: "x-awsome-y" });
      expect(await describeDomain("x-awsome-y")).toMatchObject({ Status: "ACTIVE" });
    });

    it("refuses managed login to a pool of the LITE tier", async () => {
      const UserPoolId = await createPool("LITE");
      await expect(
        sdk().createUserPoolDomain({ UserPoolId, Domain: "lite", ManagedLoginVersion: 2 }),
      ).rejects.toMatchObject(
        refused(
          "The following feature is not available for the LITE pricing tier configured: Managed Login Version 2",
          "FeatureUnavailableInTierException",
        ),
      );
    });

    it("refuses a second prefix of a pool, and a domain that another pool has", async () => {
      const UserPoolId = await createPool();
      await sdk().createUserPoolDomain({ UserPoolId, Domain: "first" });
      await expect(sdk().createUserPoolDomain({ UserPoolId, Domain: "second" })).rejects.toMatchObject(
        refused("User pool already has a domain configured."),
      );
      await expect(
        sdk().createUserPoolDomain({ UserPoolId: await createPool(), Domain: "first" }),
      ).rejects.toMatchObject(refused("Domain already associated with another user pool."));
    });

    it("gives a domain once, to whichever of twenty pools", async () => {
      const pools = await Promise.all(Array.from({ length: 20 }, () => createPool()));
      const outcomes = await Promise.allSettled(
        pools.map((UserPoolId) => sdk().createUserPoolDomain({ UserPoolId, Domain: "coveted" })),
      );
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refusals).toHaveLength(19);
      for (const refusal of refusals) {
        expect(refusal).toMatchObject(refused("Domain already associated with another user pool."));
      }
      const holder = pools[outcomes.findIndex(({ status }) => status === "fulfilled")];
      expect((await describeDomain("coveted"))?.UserPoolId).toBe(holder);
    });
  });

  describe("DescribeUserPoolDomain", () => {
    it("shows nothing of a domain that is nobody's, or of another region", async () => {
      expect(await describeDomain("nobodys")).toEqual({});
      await sdk().createUserPoolDomain({ UserPoolId: await createPool(), Domain: "american" });
      const { DomainDescription } = await sdk("eu-west-1").describeUserPoolDomain({ Domain: "american" });
      expect(DomainDescription).toEqual({});
    });
  });

  describe("UpdateUserPoolDomain", () => {
    it("changes what it is given, and keeps the rest", async () => {
      const UserPoolId = await createPool();
      const domain = { UserPoolId, Domain: "login.example.com" };
      await sdk().createUserPoolDomain({ ...domain, CustomDomainConfig });
      const before = await describeDomain(domain.Domain);
      const { ManagedLoginVersion } = await sdk().updateUserPoolDomain({ ...domain, ManagedLoginVersion: 2 });
      expect(ManagedLoginVersion).toBe(2);
      const second = { CertificateArn: certificate("two") };
      const { CloudFrontDomain } = await sdk().updateUserPoolDomain({ ...domain, CustomDomainConfig: second });
      expect(CloudFrontDomain).toBe(before?.CloudFrontDistribution);
      expect(await describeDomain(domain.Domain)).toMatchObject({ ManagedLoginVersion: 2, CustomDomainConfig: second });
    });

    it("refuses what CreateUserPoolDomain refuses, and a certificate for a prefix", async () => {
      const lite = { UserPoolId: await createPool("LITE"), Domain: "lite-update" };
      await sdk().createUserPoolDomain(lite);
      await expect(sdk().updateUserPoolDomain({ ...lite, ManagedLoginVersion: 2 })).rejects.toMatchObject({
        name: "FeatureUnavailableInTierException",
      });
      await expect(sdk().updateUserPoolDomain({ ...lite, CustomDomainConfig })).rejects.toMatchObject(
        refused("A prefix domain takes no CustomDomainConfig."),
      );
      const custom = { UserPoolId: await createPool(), Domain: "certified.example.com", CustomDomainConfig };
      await sdk().createUserPoolDomain(custom);
      const far = { CertificateArn: certificate("one").replace("us-east-1", "eu-west-1") };
      await expect(sdk().updateUserPoolDomain({ ...custom, CustomDomainConfig: far })).rejects.toThrow(
        "(Service: CloudFront, Status Code: 400, Request ID: ",
      );
    });

    it("keeps its pool from a tier without managed login", async () => {
      const UserPoolId = await createPool();
      await sdk().createUserPoolDomain({ UserPoolId, Domain: "essential", ManagedLoginVersion: 2 });
      await expect(sdk().updateUserPool({ UserPoolId, UserPoolTier: "LITE" })).rejects.toMatchObject(
        refused(
          "The following features need to be disabled for the LITE pricing tier configured: Managed Login Version 2",
          "TierChangeNotAllowedException",
        ),
      );
      await sdk().updateUserPoolDomain({ UserPoolId, Domain: "essential", ManagedLoginVersion: 1 });
      await sdk().updateUserPool({ UserPoolId, UserPoolTier: "LITE" });
    });

    it("changes no domain that is not there, or another pool's", async () => {
      await sdk().createUserPoolDomain({ UserPoolId: await createPool(), Domain: "theirs" });
      const UserPoolId = await createPool();
      for (const Domain of ["theirs", "nobodys"]) {
        await expect(sdk().updateUserPoolDomain({ UserPoolId, Domain })).rejects.toMatchObject(
          refused("No such domain or user pool exists."),
        );
      }
    });
  });

  describe("DeleteUserPoolDomain", () => {
    it("frees the domain for another pool, and lets its own be deleted, which was refused before", async () => {
      const UserPoolId = await createPool();
      const domain = { UserPoolId, Domain: "passing" };
      await sdk().createUserPoolDomain(domain);
      await expect(sdk().deleteUserPool({ UserPoolId })).rejects.toMatchObject(
        refused("User pool cannot be deleted. It has a domain configured that should be deleted first."),
      );
      await sdk().deleteUserPoolDomain(domain);
      expect(await describeDomain("passing")).toEqual({});
      await sdk().createUserPoolDomain({ UserPoolId: await createPool(), Domain: "passing" });
      await sdk().deleteUserPool({ UserPoolId });
    });

    it("deletes no domain that is not there, or another pool's", async () => {
      await sdk().createUserPoolDomain({ UserPoolId: await createPool(), Domain: "kept" });
      const UserPoolId = await createPool();
      for (const Domain of ["kept", "nobodys"]) {
        await expect(sdk().deleteUserPoolDomain({ UserPoolId, Domain })).rejects.toMatchObject(
          refused("No such domain or user pool exists."),
        );
      }
      expect(await describeDomain("kept")).toMatchObject({ Status: "ACTIVE" });
    });
  });
});
