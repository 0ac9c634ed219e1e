import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { startForAll } from "../support/start.ts";

const keys = { accessKeyId: "AKIATEST", secretAccessKey: "s3cr3t" };

describe("GetCallerIdentity", async () => {
  const open = await startForAll("memory");
  const strict = await startForAll("memory", { environment: { POOLHOUSE_ACCESS_KEYS: "AKIATEST:s3cr3t" } });
  const client = (endpoint: string, credentials = keys) =>
    new STSClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  const ask = new GetCallerIdentityCommand({});

  it("names the account in which the service stands", async () => {
    expect(await client(open.current.url).send(ask)).toMatchObject({
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:root",
      UserId: "123456789012",
    });
  });

  it("takes no signature but a right one where there are access keys", async () => {
    const { url } = strict.current;
    await expect(client(url).send(ask)).resolves.toMatchObject({ Account: "123456789012" });
    const wrong = client(url, { ...keys, secretAccessKey: "another" }).send(ask);
    await expect(wrong).rejects.toMatchObject({
      name: "InvalidSignatureException",
      $metadata: { httpStatusCode: 403 },
    });
    const unsigned = await fetch(url, { method: "POST", body: new URLSearchParams({ Action: "GetCallerIdentity" }) });
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain("<Code>MissingAuthenticationTokenException</Code>");
  });

  it("is all of that service that is here", async () => {
    const other = client(open.current.url).send(new GetSessionTokenCommand({}));
    await expect(other).rejects.toMatchObject({ name: "InvalidAction", message: "Could not find operation." });
  });
});
