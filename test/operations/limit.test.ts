import { describe, expect, it } from "vitest";
import { apiCategories } from "../../src/domain/limit/api-category.ts";
import { sdkOperations } from "../contract/sdk-contract.ts";
import { rawCall } from "../support/raw-call.ts";
import { databases, startForAll } from "../support/start.ts";

const definition = (Category: string) => ({ LimitClass: "API_CATEGORY" as const, Attributes: { Category } });

it("Every operation counts for one category", () => {
  const counted = [...apiCategories.values()].flatMap(({ operations, answers = [] }) => [...operations, ...answers]);
  expect(counted.sort()).toEqual(sdkOperations.map(({ name }) => name));
});

describe.each(databases)("Provisioned limits, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  it("are what is free until they are set, for each category by itself", async () => {
    const LimitDefinition = definition("UserCreation");
    const free = { LimitDefinition, ProvisionedLimitValue: 50, FreeLimitValue: 50 };
    expect((await sdk().getProvisionedLimit({ LimitDefinition })).Limit).toEqual(free);
    const set = { ...free, ProvisionedLimitValue: 75 };
    const { Limit } = await sdk().updateProvisionedLimit({ LimitDefinition, RequestedLimitValue: 75 });
    expect(Limit).toEqual(set);
    expect((await sdk().getProvisionedLimit({ LimitDefinition })).Limit).toEqual(set);
    const other = await sdk().getProvisionedLimit({ LimitDefinition: definition("UserRead") });
    expect(other.Limit?.ProvisionedLimitValue).toBe(120);
  });

  it("lie between what is free and the account's greatest, where they can be moved at all", async () => {
    const set = (Category: string, RequestedLimitValue: number) =>
      sdk().updateProvisionedLimit({ LimitDefinition: definition(Category), RequestedLimitValue });
    await expect(set("UserRead", 119)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "The limit of the category UserRead cannot be less than 120.",
    });
    await expect(set("UserRead", 1201)).rejects.toMatchObject({
      name: "ServiceQuotaExceededException",
      message: "The account's limit of the category UserRead is 1200.",
    });
    await expect(set("UserList", 31)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "The limit of the category UserList cannot be adjusted.",
    });
  });

  it("have names, which a refusal tells", async () => {
    for (const Attributes of [{ Category: "Nothing" }, {}, { Category: "UserRead", Region: "x" }]) {
      const LimitDefinition = { LimitClass: "API_CATEGORY" as const, Attributes: Attributes as Record<string, string> };
      await expect(sdk().getProvisionedLimit({ LimitDefinition })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: expect.stringMatching(/^Attributes must name a Category, which is one of: UserAuthentication, /),
      });
    }
  });
});

const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1000));

describe.each(databases)("Rate limits that are on, on %s", async (kind) => {
  const service = await startForAll(kind, { environment: { POOLHOUSE_RATE_LIMITS: "on" } });

  it("refuse what is too much in a second, and take it in the next", async () => {
    const client = service.current.sdk();
    const ask = () => client.listUserPools({ MaxResults: 1 });
    const answers = await Promise.allSettled(Array.from({ length: 100 }, ask));
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    // Of each second in which they lie 15 are answered; a slow machine takes some.
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(15);
    for (const reason of refused) {
      expect(reason).toMatchObject({ name: "TooManyRequestsException", message: "Too many requests" });
    }
    await aSecond();
    await expect(ask()).resolves.toBeDefined();
  });

  it("count nobody who has not signed what must be signed", async () => {
    await aSecond();
    const unsigned = () => rawCall(service.current.url, "DescribeUserPool", { UserPoolId: "us-east-1_Poolhouse" });
    const answers = await Promise.all(Array.from({ length: 100 }, unsigned));
    expect(new Set(answers.map(({ json }) => json?.__type))).toEqual(new Set(["MissingAuthenticationTokenException"]));
    const signed = service.current.sdk().describeUserPool({ UserPoolId: "us-east-1_Poolhouse" });
    await expect(signed).resolves.toBeDefined();
  });

  it("let more through in a second once they were raised", async () => {
    const client = service.current.sdk();
    const { UserPool } = await client.createUserPool({ PoolName: "people" });
    const ask = () => client.adminListGroupsForUser({ UserPoolId: UserPool?.Id, Username: "nobody" });
    /** How many of these calls were not too many. */
    async function answered(calls: number): Promise<number> {
      const answers = await Promise.allSettled(Array.from({ length: calls }, ask));
      const names = answers.map((answer) => (answer.status === "rejected" ? answer.reason.name : ""));
      return names.filter((name) => name === "UserNotFoundException").length;
    }
    expect(await answered(300)).toBeLessThan(300);
    await client.updateProvisionedLimit({
      ...{ LimitDefinition: definition("UserResourceRead"), RequestedLimitValue: 500 },
    });
    await aSecond(); // one that was full stays so
    expect(await answered(300)).toBe(300);
  });
});
