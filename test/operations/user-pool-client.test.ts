import type { CreateUserPoolClientRequest, UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("App clients, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";
  let otherPoolId = "";

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  beforeAll(async () => {
    UserPoolId = await createPool();
    otherPoolId = await createPool();
  });

  async function createClient(input: Partial<CreateUserPoolClientRequest> = {}): Promise<UserPoolClientType> {
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName: "app", ...input });
    return UserPoolClient ?? {};
  }

  const notFound = (id: string | undefined) => ({
    name: "ResourceNotFoundException",
    message: `User pool client ${id} does not exist.`,
  });
  const unknown = "nosuchclient00000000000000";

  describe("CreateUserPoolClient", () => {
    it("answers with the client as DescribeUserPoolClient shows it afterwards", async () => {
      const created = await createClient({
        ...{ GenerateSecret: true, AccessTokenValidity: 30, TokenValidityUnits: { AccessToken: "minutes" } },
        ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid"] },
        CallbackURLs: ["http://localhost:3000/back"],
      });
      expect(created).toMatchObject({
        UserPoolId,
        ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
        ClientSecret: expect.stringMatching(/^[a-z0-9]{51,52}$/),
        ...{ AccessTokenValidity: 30, TokenValidityUnits: { AccessToken: "minutes" }, RefreshTokenValidity: 30 },
        ...{ EnableTokenRevocation: true, AuthSessionValidity: 3 },
      });
      const described = await sdk().describeUserPoolClient({ UserPoolId, ClientId: created.ClientId });
      expect(described.UserPoolClient).toEqual(created);
    });

    it("makes a client without a secret that an app can use at once", async () => {
      const { ClientId, ClientSecret } = await createClient({ ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
      expect(ClientSecret).toBeUndefined();
      await sdk().adminCreateUser({ UserPoolId, Username: "ada", MessageAction: "SUPPRESS" });
      await sdk().adminSetUserPassword({ UserPoolId, Username: "ada", Password: "Passw0rd!", Permanent: true });
      const { AuthenticationResult } = await sdk().initiateAuth({
        ...{ ClientId, AuthFlow: "USER_PASSWORD_AUTH" },
        AuthParameters: { USERNAME: "ada", PASSWORD: "Passw0rd!" },
      });
      expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: "Bearer" });
    });

    it.each([
      [
        "InvalidOAuthFlowException",
        { AllowedOAuthFlows: ["client_credentials"] },
        "client_credentials flow can not be selected if client does not have a client secret.",
      ],
      ["ScopeDoesNotExistException", { AllowedOAuthScopes: ["books/read"] }, "Invalid scope requested: books/read"],
      ["InvalidParameterException", { AccessTokenValidity: 25 }, "Invalid range for token validity."],
    ] as const)("throws %s", async (name, input, message) => {
      const wanted = { UserPoolId, ClientName: "app", ...input } as CreateUserPoolClientRequest;
      await expect(sdk().createUserPoolClient(wanted)).rejects.toMatchObject({ name, message });
    });

    it("does not find a pool that is not there", async () => {
      await expect(createClient({ UserPoolId: "us-east-1_Nowhere01" })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: "User pool us-east-1_Nowhere01 does not exist.",
      });
    });
  });

  describe("DescribeUserPoolClient", () => {
    it("does not describe a client that is not there, or is another pool's", async () => {
      const { ClientId } = await createClient({ UserPoolId: otherPoolId });
      for (const id of [unknown, ClientId]) {
        await expect(sdk().describeUserPoolClient({ UserPoolId, ClientId: id })).rejects.toMatchObject(notFound(id));
      }
    });
  });

  describe("ListUserPoolClients", () => {
    it("shows the pool's clients page by page, each once and by name only", async () => {
      const poolId = await createPool();
      const made = await Promise.all(
        ["a", "b", "c", "d", "e"].map((ClientName) =>
          createClient({ UserPoolId: poolId, ClientName, GenerateSecret: true }),
        ),
      );
      const pages: object[][] = [];
      let NextToken: string | undefined;
      do {
        const page = await sdk().listUserPoolClients({ UserPoolId: poolId, MaxResults: 2, NextToken });
        pages.push(page.UserPoolClients ?? []);
        NextToken = page.NextToken;
      } while (NextToken);
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
      const summaries = made.map(({ ClientId, ClientName }) => ({ ClientId, ClientName, UserPoolId: poolId }));
      expect(pages.flat()).toEqual(summaries.sort((a, b) => ((a.ClientId ?? "") < (b.ClientId ?? "") ? -1 : 1)));
    });

    it("can leave out clients by how they came to be", async () => {
      const poolId = await createPool();
      await createClient({ UserPoolId: poolId });
      const ofType = async (ClientType: "REGULAR" | "DCR") =>
        (await sdk().listUserPoolClients({ UserPoolId: poolId, ClientType })).UserPoolClients;
      expect(await ofType("REGULAR")).toHaveLength(1);
      expect(await ofType("DCR")).toEqual([]);
    });

    it("takes no token of another pool's list", async () => {
      await Promise.all([createClient(), createClient()]);
      const { NextToken } = await sdk().listUserPoolClients({ UserPoolId, MaxResults: 1 });
      expect(NextToken).toBeDefined();
      await expect(sdk().listUserPoolClients({ UserPoolId: otherPoolId, NextToken })).rejects.toMatchObject({
        name: "InvalidParameterException",
      });
    });
  });

  describe("UpdateUserPoolClient", () => {
    it("replaces the settings as a whole, and keeps the name and the secret", async () => {
      const made = await createClient({
        ...{ GenerateSecret: true, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"], AccessTokenValidity: 2 },
      });
      const { ClientId, ClientName, ClientSecret, CreationDate } = made;
      const { UserPoolClient: answer } = await sdk().updateUserPoolClient({
        ...{ UserPoolId, ClientId, PreventUserExistenceErrors: "ENABLED" },
      });
      expect(answer).toMatchObject({
        ...{ ClientId, ClientName, ClientSecret, CreationDate },
        PreventUserExistenceErrors: "ENABLED",
      });
      expect(answer?.ExplicitAuthFlows).toBeUndefined();
      expect(answer?.AccessTokenValidity).toBeUndefined();
      const { UserPoolClient: described } = await sdk().describeUserPoolClient({ UserPoolId, ClientId });
      expect(described).toEqual(answer);
    });

    it("is in force for an app's next call", async () => {
      const { ClientId } = await createClient({ ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
      await sdk().adminCreateUser({ UserPoolId, Username: "bob", MessageAction: "SUPPRESS" });
      await sdk().adminSetUserPassword({ UserPoolId, Username: "bob", Password: "Passw0rd!", Permanent: true });
      const AuthParameters = { USERNAME: "bob", PASSWORD: "Passw0rd!" };
      const signIn = () => sdk().initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
      expect((await signIn()).AuthenticationResult?.ExpiresIn).toBe(3600);
      await sdk().updateUserPoolClient({
        ...{ UserPoolId, ClientId, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"], AccessTokenValidity: 2 },
      });
      expect((await signIn()).AuthenticationResult?.ExpiresIn).toBe(7200);
      await sdk().updateUserPoolClient({ UserPoolId, ClientId });
      await expect(signIn()).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "USER_PASSWORD_AUTH flow not enabled for this client",
      });
    });

    it("changes nothing when it refuses", async () => {
      const made = await createClient();
      const { ClientId } = made;
      await expect(
        sdk().updateUserPoolClient({ UserPoolId, ClientId, ClientName: "web", AllowedOAuthFlows: ["code"] }),
      ).rejects.toMatchObject({
        name: "InvalidOAuthFlowException",
        message: "CallbackUrls can not be empty when code flow or implicit flow is selected",
      });
      const { UserPoolClient } = await sdk().describeUserPoolClient({ UserPoolId, ClientId });
      expect(UserPoolClient).toEqual(made);
    });

    it("does not find a client that is not there, or is another pool's", async () => {
      const { ClientId } = await createClient({ UserPoolId: otherPoolId });
      for (const id of [unknown, ClientId]) {
        await expect(sdk().updateUserPoolClient({ UserPoolId, ClientId: id })).rejects.toMatchObject(notFound(id));
      }
    });
  });

  describe("DeleteUserPoolClient", () => {
    it("deletes the client, for apps too", async () => {
      const { ClientId } = await createClient();
      const answer = await sdk().deleteUserPoolClient({ UserPoolId, ClientId });
      expect(Object.keys(answer)).toEqual(["$metadata"]);
      await expect(sdk().describeUserPoolClient({ UserPoolId, ClientId })).rejects.toMatchObject(notFound(ClientId));
      await expect(sdk().deleteUserPoolClient({ UserPoolId, ClientId })).rejects.toMatchObject(notFound(ClientId));
      await expect(sdk().forgotPassword({ ClientId, Username: "ada" })).rejects.toMatchObject(notFound(ClientId));
    });

    it("spares another pool's client", async () => {
      const { ClientId } = await createClient({ UserPoolId: otherPoolId });
      await expect(sdk().deleteUserPoolClient({ UserPoolId, ClientId })).rejects.toMatchObject(notFound(ClientId));
      await expect(sdk().describeUserPoolClient({ UserPoolId: otherPoolId, ClientId })).resolves.toBeDefined();
    });
  });
});
