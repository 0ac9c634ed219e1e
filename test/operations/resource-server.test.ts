import { beforeAll, describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Resource servers, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  beforeAll(async () => {
    UserPoolId = await createPool();
  });

  const scope = (ScopeName: string) => ({ ScopeName, ScopeDescription: `may ${ScopeName}` });
  const noSuchServer = (identifier: string) => ({
    name: "ResourceNotFoundException",
    message: `Resource server ${identifier} does not exist.`,
  });
  const noSuchScope = (name: string) => ({
    name: "ScopeDoesNotExistException",
    message: `Invalid scope requested: ${name}`,
  });

  describe("CreateResourceServer", () => {
    it("answers with the server as DescribeResourceServer shows it afterwards", async () => {
      const wanted = { UserPoolId, Identifier: "https://orders.example.com", Name: "Orders", Scopes: [scope("read")] };
      const { ResourceServer } = await sdk().createResourceServer(wanted);
      expect(ResourceServer).toEqual(wanted);
      const described = await sdk().describeResourceServer({ UserPoolId, Identifier: wanted.Identifier });
      expect(described.ResourceServer).toEqual(wanted);
    });

    it("makes a server once, whoever asks at the same time", async () => {
      const attempts = Array.from({ length: 20 }, () =>
        sdk().createResourceServer({ UserPoolId, Identifier: "once", Name: "Once" }),
      );
      const outcomes = await Promise.allSettled(attempts);
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refusals).toHaveLength(19);
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({
          name: "InvalidParameterException",
          message: `once already exists in user pool ${UserPoolId}.`,
        });
      }
    });

    it("lets another pool have a server of the same identifier", async () => {
      const other = await createPool();
      await sdk().createResourceServer({ UserPoolId, Identifier: "shared", Name: "Ours" });
      await sdk().createResourceServer({ UserPoolId: other, Identifier: "shared", Name: "Theirs" });
      const { ResourceServer } = await sdk().describeResourceServer({ UserPoolId: other, Identifier: "shared" });
      expect(ResourceServer?.Name).toBe("Theirs");
    });

    it("refuses a scope whose name has a slash, and the hundred-and-first scope", async () => {
      const wanted = { UserPoolId, Identifier: "refused", Name: "Refused" };
      await expect(sdk().createResourceServer({ ...wanted, Scopes: [scope("a/b")] })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message:
          "1 validation error detected: Value 'a/b' at 'scopes.1.member.scopeName' failed to satisfy constraint: " +
          "Member must satisfy regular expression pattern: [\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+",
      });
      const Scopes = Array.from({ length: 101 }, (_, index) => scope(`s${index}`));
      await expect(sdk().createResourceServer({ ...wanted, Scopes })).rejects.toThrow(
        "Member must have length less than or equal to 100",
      );
      await expect(sdk().describeResourceServer({ UserPoolId, Identifier: "refused" })).rejects.toMatchObject(
        noSuchServer("refused"),
      );
    });

    it("refuses the three-hundred-and-first server of a pool", async () => {
      const full = await createPool();
      const create = (index: number) =>
        sdk().createResourceServer({ UserPoolId: full, Identifier: `s${index}`, Name: "Server" });
      for (let index = 0; index < 300; index += 20) {
        await Promise.all(Array.from({ length: 20 }, (_, within) => create(index + within)));
      }
      await expect(create(300)).rejects.toMatchObject({ name: "LimitExceededException" });
      await sdk().deleteResourceServer({ UserPoolId: full, Identifier: "s7" });
      await expect(create(300)).resolves.toBeDefined();
    });
  });

  describe("ListResourceServers", () => {
    it("shows the pool's servers page by page, each once, and takes no other list's token", async () => {
      const poolId = await createPool();
      for (const Identifier of ["c", "a", "b"]) {
        await sdk().createResourceServer({ UserPoolId: poolId, Identifier, Name: Identifier });
      }
      const first = await sdk().listResourceServers({ UserPoolId: poolId, MaxResults: 2 });
      expect(first.ResourceServers?.map(({ Identifier }) => Identifier)).toEqual(["a", "b"]);
      const NextToken = first.NextToken;
      const second = await sdk().listResourceServers({ UserPoolId: poolId, MaxResults: 2, NextToken });
      expect(second.ResourceServers?.map(({ Identifier }) => Identifier)).toEqual(["c"]);
      expect(second.NextToken).toBeUndefined();
      await expect(sdk().listResourceServers({ UserPoolId, NextToken })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Invalid pagination token given.",
      });
    });
  });

  describe("UpdateResourceServer", () => {
    it("replaces name and scopes", async () => {
      const server = { UserPoolId, Identifier: "changing" };
      await sdk().createResourceServer({ ...server, Name: "Old", Scopes: [scope("read"), scope("write")] });
      const { ResourceServer } = await sdk().updateResourceServer({ ...server, Name: "New", Scopes: [scope("list")] });
      expect(ResourceServer).toEqual({ ...server, Name: "New", Scopes: [scope("list")] });
      expect((await sdk().describeResourceServer(server)).ResourceServer).toEqual(ResourceServer);
      const bare = await sdk().updateResourceServer({ ...server, Name: "Bare" });
      expect(bare.ResourceServer).toEqual({ ...server, Name: "Bare" });
    });

    it("does not find a server that is not there", async () => {
      await expect(
        sdk().updateResourceServer({ UserPoolId, Identifier: "nothing", Name: "Nothing" }),
      ).rejects.toMatchObject(noSuchServer("nothing"));
    });
  });

  describe("DeleteResourceServer", () => {
    it("deletes the server, once", async () => {
      const server = { UserPoolId, Identifier: "short-lived" };
      await sdk().createResourceServer({ ...server, Name: "Short" });
      await sdk().deleteResourceServer(server);
      await expect(sdk().describeResourceServer(server)).rejects.toMatchObject(noSuchServer("short-lived"));
      await expect(sdk().deleteResourceServer(server)).rejects.toMatchObject(noSuchServer("short-lived"));
    });
  });

  describe("An app client", () => {
    const client = { ClientName: "machine", GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true };
    const asking = (...AllowedOAuthScopes: string[]) => ({
      ...client,
      ...{ UserPoolId, AllowedOAuthFlows: ["client_credentials" as const], AllowedOAuthScopes },
    });

    it("may name the scopes that the pool's servers define, and no others", async () => {
      await sdk().createResourceServer({ UserPoolId, Identifier: "books", Name: "Books", Scopes: [scope("read")] });
      const { UserPoolClient } = await sdk().createUserPoolClient(asking("books/read"));
      expect(UserPoolClient?.AllowedOAuthScopes).toEqual(["books/read"]);
      await expect(sdk().createUserPoolClient(asking("books/write"))).rejects.toMatchObject(noSuchScope("books/write"));
      const { ClientId } = UserPoolClient ?? {};
      await expect(
        sdk().updateUserPoolClient({ ...asking("books/read", "films/read"), ClientId }),
      ).rejects.toMatchObject(noSuchScope("films/read"));
    });

    it("may name the scopes of a server as they are after its update", async () => {
      const server = { UserPoolId, Identifier: "films", Name: "Films" };
      await sdk().createResourceServer({ ...server, Scopes: [scope("read")] });
      await sdk().updateResourceServer({ ...server, Scopes: [scope("list")] });
      await expect(sdk().createUserPoolClient(asking("films/read"))).rejects.toMatchObject(noSuchScope("films/read"));
      await sdk().createUserPoolClient(asking("films/list"));
    });

    it("goes on naming the scopes of a server that was deleted, until it is updated", async () => {
      await sdk().createResourceServer({ UserPoolId, Identifier: "gone", Name: "Gone", Scopes: [scope("read")] });
      const { UserPoolClient } = await sdk().createUserPoolClient(asking("gone/read"));
      await sdk().deleteResourceServer({ UserPoolId, Identifier: "gone" });
      const { ClientId } = UserPoolClient ?? {};
      const described = await sdk().describeUserPoolClient({ UserPoolId, ClientId });
      expect(described.UserPoolClient?.AllowedOAuthScopes).toEqual(["gone/read"]);
      await expect(sdk().updateUserPoolClient({ ...asking("gone/read"), ClientId })).rejects.toMatchObject(
        noSuchScope("gone/read"),
      );
    });
  });

  it("go with their pool", async () => {
    const poolId = await createPool();
    await sdk().createResourceServer({ UserPoolId: poolId, Identifier: "a", Name: "A" });
    await sdk().deleteUserPool({ UserPoolId: poolId });
    await expect(sdk().describeResourceServer({ UserPoolId: poolId, Identifier: "a" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool ${poolId} does not exist.`,
    });
  });
});
