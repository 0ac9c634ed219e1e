import { readFile, stat, writeFile } from "node:fs/promises";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { join } from "node:path";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { describe, expect, it } from "vitest";
import { defaultApp, peopleOf } from "../support/people.ts";
import { launch, runToEnd, type ServiceProcess } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** As a network alias of a container does: every name is this machine. */
const thisMachine: LookupFunction = (_name, { all }, found) =>
  all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);

interface Asked {
  readonly port: number;
  readonly ca: string;
}

/** What a client gets who trusts that authority alone; rejects where the certificate is not the host's. */
const get = (url: string, { port, ca }: Asked): Promise<{ status: number | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { port, ca, lookup: thisMachine, agent: false }, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    sent.on("error", reject);
    sent.end();
  });

const portOf = ({ ready }: ServiceProcess): number => Number(new URL(ready.httpsUrl ?? "").port);

describe("HTTPS", () => {
  it("is spoken on a port of its own, by an authority that is kept beside the database for its owner alone", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const flags = { database: join(folder.path, "poolhouse.db"), "https-port": 0 };
    const file = `${flags.database}.authority.pem`;
    let certificate = "";
    {
      await using service: ServiceProcess = await launch({ flags });
      expect(service.ready.httpsUrl).toMatch(/^https:\/\/localhost:[1-9]\d*$/);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const printed = await runToEnd({ args: ["cert"], flags: { database: flags.database } });
      expect([printed.code, printed.stderr]).toEqual([0, ""]);
      certificate = printed.stdout;
      expect(certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/);
      expect(await readFile(file, "utf8")).toContain(certificate);
      const asked = { port: portOf(service), ca: certificate };
      for (const host of ["localhost", "127.0.0.1", "poolhouse", "host.docker.internal"]) {
        expect((await get(`https://${host}/health`, asked)).status).toBe(200);
      }
      const plain = await fetch(`${service.url}/health`);
      expect(plain.status).toBe(200);
    }
    await using again: ServiceProcess = await launch({ flags });
    expect((await get("https://localhost/health", { port: portOf(again), ca: certificate })).status).toBe(200);
  });

  it("has certificates for the hosts of pools' domains and for AWS's own, and for nobody else's", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    await using service: ServiceProcess = await launch({ flags: { "https-port": 0 }, folder: folder.path });
    const { stdout: ca } = await runToEnd({ args: ["cert"], folder: folder.path });
    const asked = { port: portOf(service), ca };
    const { UserPoolId } = defaultApp;
    await service.sdk().createUserPoolDomain({
      ...{ UserPoolId, Domain: "id.shop.example" },
      CustomDomainConfig: { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    });
    const hosts = ["poolhouse.auth.localhost", "poolhouse.auth.us-east-1.amazoncognito.com", "id.shop.example"];
    for (const host of hosts) {
      const { status, text } = await get(`https://${host}/.well-known/openid-configuration`, asked);
      expect([status, JSON.parse(text).authorization_endpoint]).toEqual([200, expect.any(String)]);
    }
    const jwks = `/${UserPoolId}/.well-known/jwks.json`;
    for (const host of ["cognito-idp.us-east-1.amazonaws.com", "issuer-cognito-idp.eu-west-1.amazonaws.com"]) {
      expect((await get(`https://${host}${jwks}`, asked)).status).toBe(200);
    }
    for (const host of ["bank.example", "amazonaws.com", "nobody.auth.us-east-1.amazoncognito.com"]) {
      await expect(get(`https://${host}/health`, asked)).rejects.toMatchObject({
        code: "ERR_TLS_CERT_ALTNAME_INVALID",
      });
    }
    await expect(get("https://localhost/health", { ...asked, ca: "" })).rejects.toMatchObject({
      code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY/),
    });
  });

  it("lets an unmodified CognitoJwtVerifier fetch the keys from AWS's own name, under --issuer aws", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const flags = { "https-port": 0, issuer: "aws" };
    await using service: ServiceProcess = await launch({ flags, folder: folder.path });
    const { stdout: ca } = await runToEnd({ args: ["cert"], folder: folder.path });
    const asked = { port: portOf(service), ca };
    const fetched: string[] = [];
    const verifier = CognitoJwtVerifier.create(
      { userPoolId: defaultApp.UserPoolId, clientId: defaultApp.ClientId, tokenUse: "access" },
      {
        // In place of NODE_EXTRA_CA_CERTS and a network alias.
        jwksCache: new SimpleJwksCache({
          fetcher: {
            async fetch(uri) {
              fetched.push(uri);
              const { text } = await get(uri, asked);
              return new TextEncoder().encode(text).buffer;
            },
          },
        }),
      },
    );
    const { AccessToken } = await peopleOf(service).signIn("alice");
    expect(await verifier.verify(AccessToken)).toMatchObject({
      iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Poolhouse",
      username: "alice",
    });
    expect(fetched).toEqual(["https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Poolhouse/.well-known/jwks.json"]);
  });

  it("does not start with a file that holds no authority", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    const database = join(folder.path, "poolhouse.db");
    await writeFile(`${database}.authority.pem`, "nothing");
    const ended = await runToEnd({ flags: { database, port: 0, "https-port": 0 } });
    expect([ended.code, ended.stderr]).toEqual([
      2,
      `poolhouse: ${database}.authority.pem does not hold a certificate authority: delete it, and a new one is made.\n`,
    ]);
  });
});
