import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { defaultApp, password } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { UserPoolId, ClientId } = defaultApp;
const token = "the-token-of-the-control-face";
const environment = {
  POOLHOUSE_MODE: "shared",
  POOLHOUSE_SECRET: "a secret that only the tests know",
  POOLHOUSE_ACCESS_KEYS: "test:test,AKIDBACKEND:the-backends-key",
};

const messages = ({ url }: ServiceProcess, headers: Record<string, string> = {}) =>
  fetch(`${url}/_poolhouse/messages`, { headers });

describe("A service in shared mode", () => {
  it("prints no more than that it is ready, where nothing is closed or lost", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const whole = {
      ...environment,
      POOLHOUSE_CONTROL_TOKEN: token,
      POOLHOUSE_PUBLIC_URL: "https://login.example.com",
      POOLHOUSE_SMTP_URL: "smtp://mail.example.com",
    };
    const flags = { database: join(folder.path, "kept.db") };
    await using service: ServiceProcess = await launch({ flags, environment: whole });
    await expect.poll(() => service.output.stdout).toBe(`Poolhouse is ready at ${service.url}\n`);
    expect(service.output.stderr).toBe("");
  });

  it("warns of mail, inbox, links and data that people will miss", async () => {
    await using service: ServiceProcess = await launch({ environment });
    const lines = service.output.stderr.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 40, msg: expect.stringContaining("POOLHOUSE_SMTP_URL is not set") },
      { level: 40, msg: expect.stringContaining("POOLHOUSE_CONTROL_TOKEN is not set") },
      { level: 40, msg: expect.stringContaining("POOLHOUSE_PUBLIC_URL is not set") },
      { level: 40, msg: expect.stringContaining("The database is in memory") },
    ]);
  });

  it("serves those who sign with a key of its own, and refuses others", async () => {
    await using service: ServiceProcess = await launch({ environment });
    const asBackend = (accessKeyId: string, secretAccessKey: string) =>
      new CognitoIdentityProvider({
        endpoint: service.url,
        region: "us-east-1",
        credentials: { accessKeyId, secretAccessKey },
        maxAttempts: 1,
      }).describeUserPool({ UserPoolId });
    expect((await asBackend("AKIDBACKEND", "the-backends-key")).UserPool?.Name).toBe("Poolhouse");
    await expect(asBackend("AKIDBACKEND", "test")).rejects.toMatchObject({ name: "InvalidSignatureException" });
    await expect(asBackend("AKIDSTRANGER", "test")).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    const unsigned = await fetch(service.url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.DescribeUserPool" },
      body: JSON.stringify({ UserPoolId }),
    });
    expect(await unsigned.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });

  it("begins without anybody whose password is known", async () => {
    await using service: ServiceProcess = await launch({ environment });
    expect((await service.sdk().listUsers({ UserPoolId })).Users).toEqual([]);
    const { UserPoolClients } = await service.sdk().listUserPoolClients({ UserPoolId });
    expect(UserPoolClients?.map((client) => client.ClientId)).toEqual([ClientId]);
  });

  it("names those of an earlier start in local mode whom everybody knows, until that has changed", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const flags = { database: join(folder.path, "kept.db") };
    const { POOLHOUSE_SECRET } = environment;
    const known = async (options: Parameters<typeof launch>[0]) => {
      await using service: ServiceProcess = await launch({ ...options, flags: { ...flags, ...options?.flags } });
      const { stderr } = await service.kill("SIGTERM");
      return [...stderr.matchAll(/everybody knows the [^:]+/g)].map(([text]) => text);
    };
    {
      await using service: ServiceProcess = await launch({ flags, environment: { POOLHOUSE_SECRET } });
      const bob = { UserPoolId, Username: "bob", Password: "Not-known-1", Permanent: true };
      await service.sdk().adminSetUserPassword(bob);
      await service.kill("SIGTERM");
    }
    const left = [
      "everybody knows the password of alice",
      "everybody knows the secret of the client poolhousesecretclient00001",
    ];
    expect(await known({ environment })).toEqual(left);
    const file = join(folder.path, "pools.yaml");
    await writeFile(file, "userPools: []");
    expect(await known({ environment, flags: { config: file } })).toEqual(left);
  });

  it("keeps the control face closed until it has a token, and then to those who bring it", async () => {
    {
      await using service: ServiceProcess = await launch({ environment });
      expect((await messages(service)).status).toBe(403);
      expect((await messages(service, { authorization: `Bearer ${token}` })).status).toBe(403);
    }
    await using service: ServiceProcess = await launch({
      environment: { ...environment, POOLHOUSE_CONTROL_TOKEN: token },
    });
    expect((await messages(service)).status).toBe(401);
    expect((await messages(service, { authorization: `Bearer ${token}x` })).status).toBe(401);
    expect((await messages(service, { authorization: `Bearer ${token}` })).status).toBe(200);
    for (const path of ["/clock", "/public-url", "/reset", "/amplify_outputs.json", "/nothing"]) {
      const answer = await fetch(`${service.url}/_poolhouse${path}`, { method: path === "/reset" ? "POST" : "GET" });
      expect(answer.status, path).toBe(401);
    }
  });

  it("logs in lines of JSON, the last of them too", async () => {
    await using service: ServiceProcess = await launch({ environment });
    const signIn = service.sdk().initiateAuth({
      ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId },
      AuthParameters: { USERNAME: "nobody", PASSWORD: password },
    });
    await expect(signIn).rejects.toMatchObject({ name: "NotAuthorizedException" });
    const { stderr } = await service.kill("SIGTERM");
    const lines = stderr.trim().split("\n");
    const logged = lines.map((line) => JSON.parse(line));
    expect(logged.filter(({ level }) => level === 30)).toMatchObject([
      { operation: "InitiateAuth", reason: "there is no such user" },
    ]);
  });
});
