import { beforeAll, describe, expect, it } from "vitest";
import { everyFlow, makeApp, password, secretHash } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("A client's secrets, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";

  beforeAll(async () => {
    ({ UserPoolId } = await makeApp(service.current));
    await sdk().adminCreateUser({ UserPoolId, Username: "ada", MessageAction: "SUPPRESS" });
    await sdk().adminSetUserPassword({ UserPoolId, Username: "ada", Password: password, Permanent: true });
  });

  async function confidential() {
    const { UserPoolClient } = await sdk().createUserPoolClient({
      ...{ UserPoolId, ClientName: "app", GenerateSecret: true, ExplicitAuthFlows: everyFlow },
    });
    const { ClientId = "", ClientSecret = "" } = UserPoolClient ?? {};
    return { UserPoolId, ClientId, ClientSecret };
  }

  const signIn = async (ClientId: string, secret: string) => {
    const { AuthenticationResult } = await sdk().initiateAuth({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ada", PASSWORD: password, SECRET_HASH: secretHash(secret, "ada", ClientId) },
    });
    return AuthenticationResult?.RefreshToken ?? "";
  };

  it("are two while one takes the other's place, and both are good", async () => {
    const { ClientId, ClientSecret: first } = await confidential();
    const app = { UserPoolId, ClientId };
    const { ClientSecretDescriptor } = await sdk().addUserPoolClientSecret(app);
    expect(ClientSecretDescriptor).toEqual({
      ClientSecretId: expect.stringMatching(`^${ClientId}--\\d{13}$`),
      ClientSecretValue: expect.stringMatching(/^[a-z0-9]{52}$/),
      ClientSecretCreateDate: expect.any(Date),
    });
    const second = ClientSecretDescriptor?.ClientSecretValue ?? "";
    await signIn(ClientId, first);
    const Token = await signIn(ClientId, second);
    await sdk().revokeToken({ Token, ClientId, ClientSecret: second });

    const { ClientSecrets = [] } = await sdk().listUserPoolClientSecrets(app);
    const described = { ClientSecretId: expect.any(String), ClientSecretCreateDate: expect.any(Date) };
    expect(ClientSecrets).toEqual([described, described]);
    await sdk().deleteUserPoolClientSecret({ ...app, ClientSecretId: ClientSecrets[0]?.ClientSecretId });
    await expect(signIn(ClientId, first)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Unable to verify secret hash for client ${ClientId}`,
    });
    await signIn(ClientId, second);
    const { UserPoolClient } = await sdk().describeUserPoolClient(app);
    expect(UserPoolClient?.ClientSecret).toBe(second);
  });

  it("may be the caller's own, which is not repeated", async () => {
    const { ClientId } = await confidential();
    const ClientSecret = "asecretofourownthatislongenough";
    const { ClientSecretDescriptor } = await sdk().addUserPoolClientSecret({ UserPoolId, ClientId, ClientSecret });
    expect(ClientSecretDescriptor).not.toHaveProperty("ClientSecretValue");
    await signIn(ClientId, ClientSecret);
  });

  it("may be the caller's own from the first", async () => {
    const ClientSecret = "anothersecretofourownthatislong";
    const { UserPoolClient } = await sdk().createUserPoolClient({
      ...{ UserPoolId, ClientName: "app", ClientSecret, ExplicitAuthFlows: everyFlow },
    });
    await signIn(UserPoolClient?.ClientId ?? "", ClientSecret);
  });

  it("are never three, though ten are added at once", async () => {
    const { ClientId } = await confidential();
    const adding = Array.from({ length: 10 }, () => sdk().addUserPoolClientSecret({ UserPoolId, ClientId }));
    const results = await Promise.allSettled(adding);
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
    expect(refusals).toEqual(Array(9).fill("LimitExceededException"));
  });

  it("are two at most, so that no list has a second page", async () => {
    const { ClientId } = await confidential();
    await sdk().addUserPoolClientSecret({ UserPoolId, ClientId });
    const { NextToken } = await sdk().listUserPoolClientSecrets({ UserPoolId, ClientId });
    expect(NextToken).toBeUndefined();
    await expect(sdk().listUserPoolClientSecrets({ UserPoolId, ClientId, NextToken: "made-up" })).rejects.toMatchObject(
      { name: "InvalidParameterException" },
    );
  });

  it("are never none: the last one stays, and a public client is given none", async () => {
    const { ClientId } = await confidential();
    const app = { UserPoolId, ClientId };
    const { ClientSecrets } = await sdk().listUserPoolClientSecrets(app);
    const ClientSecretId = ClientSecrets?.[0]?.ClientSecretId;
    await expect(sdk().deleteUserPoolClientSecret({ ...app, ClientSecretId })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "The last secret of a user pool client cannot be deleted.",
    });
    await expect(sdk().deleteUserPoolClientSecret({ ...app, ClientSecretId: "other" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Client secret other does not exist.",
    });
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName: "public" });
    const open = { UserPoolId, ClientId: UserPoolClient?.ClientId };
    await expect(sdk().addUserPoolClientSecret(open)).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect((await sdk().listUserPoolClientSecrets(open)).ClientSecrets).toEqual([]);
    const unknown = { UserPoolId, ClientId: "nosuchclient" };
    await expect(sdk().addUserPoolClientSecret(unknown)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "User pool client nosuchclient does not exist.",
    });
  });

  it("let a client vouch for what it tells of devices", async () => {
    const client = { UserPoolId, ClientName: "app", EnablePropagateAdditionalUserContextData: true };
    await expect(sdk().createUserPoolClient(client)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Client Secret is required to set EnablePropagateAdditionalUserContextData as true",
    });
    const { UserPoolClient } = await sdk().createUserPoolClient({ ...client, GenerateSecret: true });
    expect(UserPoolClient?.EnablePropagateAdditionalUserContextData).toBe(true);
  });
});
