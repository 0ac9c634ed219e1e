import type { CreateTermsRequest, TermsType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

const Links = { "cognito:default": "https://example.com/terms", "cognito:german": "https://example.com/agb" };
const unknown = "00000000-0000-4000-8000-000000000000";
const notFound = { name: "ResourceNotFoundException", message: "Terms not found." };
const exists = { name: "TermsExistsException", message: "Terms document names must be unique to the app client." };

describe.each(databases)("Terms, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  async function createClient(poolId = UserPoolId): Promise<string> {
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId: poolId, ClientName: "app" });
    return UserPoolClient?.ClientId ?? "";
  }

  const wanted = (ClientId: string, change: Partial<CreateTermsRequest> = {}): CreateTermsRequest => ({
    ...{ UserPoolId, ClientId, TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE", Links },
    ...change,
  });

  async function createTerms(ClientId: string, change?: Partial<CreateTermsRequest>): Promise<TermsType> {
    const { Terms } = await sdk().createTerms(wanted(ClientId, change));
    if (!Terms) throw new Error("no terms came back");
    return Terms;
  }

  beforeAll(async () => {
    UserPoolId = await createPool();
  });

  describe("CreateTerms", () => {
    it("answers with the terms as DescribeTerms and DescribeTermsByClient show them afterwards", async () => {
      const ClientId = await createClient();
      const terms = await createTerms(ClientId);
      expect(terms).toEqual({
        ...wanted(ClientId),
        TermsId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        ...{ CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) },
      });
      expect((await sdk().describeTerms({ UserPoolId, TermsId: terms.TermsId })).Terms).toEqual(terms);
      const byClient = await sdk().describeTermsByClient({ UserPoolId, ClientId, TermsName: "terms-of-use" });
      expect(byClient.Terms).toEqual(terms);
    });

    it("gives a client one document of each name, whoever asks at the same time", async () => {
      const ClientId = await createClient();
      const attempts = Array.from({ length: 20 }, () => createTerms(ClientId));
      const outcomes = await Promise.allSettled(attempts);
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refusals).toHaveLength(19);
      for (const refusal of refusals) expect(refusal).toMatchObject(exists);
      await createTerms(ClientId, { TermsName: "privacy-policy" });
      await createTerms(await createClient());
    });

    it("refuses other names, other languages and no link at all", async () => {
      const ClientId = await createClient();
      const refused = (change: Partial<CreateTermsRequest>, message: string) =>
        expect(createTerms(ClientId, change)).rejects.toMatchObject({
          name: "InvalidParameterException",
          message: expect.stringContaining(message),
        });
      await refused({ TermsName: "imprint" }, "pattern: ^(terms-of-use|privacy-policy)$");
      await refused({ Links: { "cognito:latin": "https://example.com" } }, "Map keys must satisfy constraint: ");
      await refused({ Links: { "cognito:default": "a b" } }, "Map value must satisfy constraint: ");
      await refused({ Links: {} }, "at 'links' failed to satisfy constraint: Member must have length greater than or");
    });

    it("does not find a client of another pool", async () => {
      const ClientId = await createClient(await createPool());
      await expect(createTerms(ClientId)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: `User pool client ${ClientId} does not exist.`,
      });
    });
  });

  describe("UpdateTerms", () => {
    it("changes what it is given, and keeps the rest", async () => {
      const ClientId = await createClient();
      const { TermsId } = await createTerms(ClientId);
      const links = { "cognito:default": "https://example.com/new" };
      const { Terms } = await sdk().updateTerms({ UserPoolId, TermsId, Links: links });
      expect(Terms).toMatchObject({ TermsName: "terms-of-use", Links: links });
      expect(Terms?.Links).toEqual(links);
      const renamed = await sdk().updateTerms({ UserPoolId, TermsId, TermsName: "privacy-policy" });
      expect(renamed.Terms).toMatchObject({ TermsName: "privacy-policy", Links: links });
      const found = await sdk().describeTermsByClient({ UserPoolId, ClientId, TermsName: "privacy-policy" });
      expect(found.Terms?.TermsId).toBe(TermsId);
      await createTerms(ClientId);
    });

    it("refuses a name that the client's other terms have", async () => {
      const ClientId = await createClient();
      const { TermsId } = await createTerms(ClientId);
      await createTerms(ClientId, { TermsName: "privacy-policy" });
      const update = sdk().updateTerms({ UserPoolId, TermsId, TermsName: "privacy-policy" });
      await expect(update).rejects.toMatchObject(exists);
    });
  });

  describe("DeleteTerms", () => {
    it("deletes the terms, and lets the client have others of their name", async () => {
      const ClientId = await createClient();
      const { TermsId } = await createTerms(ClientId);
      await sdk().deleteTerms({ UserPoolId, TermsId });
      await expect(sdk().describeTerms({ UserPoolId, TermsId })).rejects.toMatchObject(notFound);
      await createTerms(ClientId);
    });
  });

  describe("ListTerms", () => {
    it("shows the pool's terms page by page, each once, until their client goes", async () => {
      const poolId = await createPool();
      const ClientId = await createClient(poolId);
      const ids = [];
      for (const TermsName of ["terms-of-use", "privacy-policy"]) {
        ids.push((await createTerms(ClientId, { UserPoolId: poolId, TermsName })).TermsId);
      }
      const first = await sdk().listTerms({ UserPoolId: poolId, MaxResults: 1 });
      const second = await sdk().listTerms({ UserPoolId: poolId, MaxResults: 1, NextToken: first.NextToken });
      const shown = [...(first.Terms ?? []), ...(second.Terms ?? [])];
      expect(shown.map(({ TermsId }) => TermsId)).toEqual(ids.sort());
      expect(shown[0]).toEqual({
        ...{ TermsId: ids[0], TermsName: expect.any(String), Enforcement: "NONE" },
        ...{ CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) },
      });
      expect(second.NextToken).toBeUndefined();
      await sdk().deleteUserPoolClient({ UserPoolId: poolId, ClientId });
      expect((await sdk().listTerms({ UserPoolId: poolId })).Terms).toEqual([]);
    });

    it("refuses a token that is not one of its own", async () => {
      await expect(sdk().listTerms({ UserPoolId, NextToken: "forged" })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Invalid pagination token given.",
      });
    });
  });

  it("are not found where there are none", async () => {
    const ClientId = await createClient();
    const calls = [
      () => sdk().describeTerms({ UserPoolId, TermsId: unknown }),
      () => sdk().describeTermsByClient({ UserPoolId, ClientId, TermsName: "privacy-policy" }),
      () => sdk().updateTerms({ UserPoolId, TermsId: unknown }),
      () => sdk().deleteTerms({ UserPoolId, TermsId: unknown }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(notFound);
  });
});
