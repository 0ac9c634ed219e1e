import { readFile, stat, writeFile } from "node:fs/promises";
import https, { request } from "node:https";
import type { LookupFunction } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import type { CloudFrontRequestEvent } from "aws-lambda";
import { Authenticator } from "cognito-at-edge";
import { describe, expect, it } from "vitest";
import { userAgent } from "../oauth/user-agent.ts";
import { defaultApp, emailOf, peopleOf } from "../support/people.ts";
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

/** The same as fetch has it. */
const fetchFrom =
  ({ port, ca }: Asked) =>
  (url: URL, { method = "GET", headers, body }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const form = body && { "content-type": "application/x-www-form-urlencoded" };
      const sent = request(url, { port, ca, lookup: thisMachine, agent: false, method }, async (response) => {
        const received = new Headers();
        for (const [name, values] of Object.entries(response.headersDistinct)) {
          for (const value of values ?? []) received.append(name, value);
        }
        resolve(new Response(await text(response), { status: response.statusCode, headers: received }));
      });
      for (const [name, value] of Object.entries({ ...Object.fromEntries(new Headers(headers)), ...form })) {
        sent.setHeader(name, value);
      }
      sent.on("error", reject);
      sent.end(body?.toString());
    });

/** What a network alias and NODE_EXTRA_CA_CERTS do for a container: whatever is asked by HTTPS, the service is. */
function leadEveryHostHere(asked: Asked): Disposable {
  const usual = https.globalAgent;
  https.globalAgent = new https.Agent({ ...asked, lookup: thisMachine });
  return {
    [Symbol.dispose]() {
      https.globalAgent.destroy();
      https.globalAgent = usual;
    },
  };
}

const portOf = ({ ready }: ServiceProcess): number => Number(new URL(ready.httpsUrl ?? "").port);

/** A browser's request to a site, as CloudFront hands it to a function at its edge. */
function viewerRequest(asked: {
  readonly site: string;
  readonly uri: string;
  readonly querystring: string;
  readonly cookies: ReadonlyMap<string, string>;
}): CloudFrontRequestEvent {
  const { site, uri, querystring, cookies } = asked;
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = {
    host: [{ key: "Host", value: site }],
    ...(cookie && { cookie: [{ key: "Cookie", value: cookie }] }),
  };
  const config = {
    ...{ distributionDomainName: site, distributionId: "EDFDVBD6EXAMPLE", eventType: "viewer-request" as const },
    requestId: "4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==",
  };
  return {
    Records: [{ cf: { config, request: { clientIp: "127.0.0.1", method: "GET", uri, querystring, headers } } }],
  };
}

/** Keeps a cookie as a browser does, or lets it go. */
function keepIn(jar: Map<string, string>, line: string): void {
  const [, name = "", value = "", attributes = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
  const expires = /expires=([^;]+)/i.exec(attributes)?.[1];
  if (expires !== undefined && Date.parse(expires) <= Date.now()) jar.delete(name);
  else jar.set(name, value);
}

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
    using _network = leadEveryHostHere({ port: portOf(service), ca });
    const { UserPoolId: userPoolId, ClientId: clientId } = defaultApp;
    const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: "access" });
    const { AccessToken } = await peopleOf(service).signIn("alice");
    expect(await verifier.verify(AccessToken)).toMatchObject({
      iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Poolhouse",
      username: "alice",
    });
  });

  it("lets an unmodified cognito-at-edge guard a site: sign-in, refresh, userInfo and sign-out", async () => {
    using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
    await using service: ServiceProcess = await launch({
      ...{ flags: { "https-port": 0, issuer: "aws" }, folder: folder.path },
    });
    const { stdout: ca } = await runToEnd({ args: ["cert"], folder: folder.path });
    const asked = { port: portOf(service), ca };
    using _network = leadEveryHostHere(asked);
    const [site, home] = ["d111111abcdef8.cloudfront.net", "https://d111111abcdef8.cloudfront.net"];
    const { UserPoolId } = defaultApp;
    const { UserPoolClient } = await service.sdk().createUserPoolClient({
      ...{ UserPoolId, ClientName: "site", SupportedIdentityProviders: ["COGNITO"] },
      ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid"] },
      ...{ CallbackURLs: [home], LogoutURLs: [`${home}/`] },
    });
    const { ClientId = "" } = UserPoolClient ?? {};
    await service.sdk().createManagedLoginBranding({ UserPoolId, ClientId, UseCognitoProvidedValues: true });
    const userPoolDomain = "poolhouse.auth.us-east-1.amazoncognito.com";
    const leave = new URLSearchParams({ client_id: ClientId, logout_uri: `${home}/` });
    const authenticator = new Authenticator({
      ...{ region: "us-east-1", userPoolId: UserPoolId, userPoolAppId: ClientId, userPoolDomain },
      logoutConfiguration: { logoutUri: "/signout", logoutRedirectUri: `https://${userPoolDomain}/logout?${leave}` },
    });
    const jar = new Map<string, string>();
    /** What the site's edge answers a browser, which keeps its cookies. */
    async function visit(path: string, handle: "handle" | "handleRefreshToken" = "handle") {
      const { pathname: uri, search } = new URL(path, home);
      const event = viewerRequest({ site, uri, querystring: search.slice(1), cookies: jar });
      const answer = await authenticator[handle](event);
      if (!("status" in answer)) return "let pass";
      for (const { value } of answer.headers?.["set-cookie"] ?? []) keepIn(jar, value);
      return new URL(answer.headers?.location?.[0]?.value ?? "");
    }
    const cookieOf = (kind: string) => jar.get(`CognitoIdentityServiceProvider.${ClientId}.alice.${kind}`) ?? "";

    const asking = (await visit("/orders?x=1")) as URL;
    expect(asking.host).toBe(userPoolDomain);
    const browser = userAgent(fetchFrom(asked));
    const back = await browser.signIn(asking, "alice");
    expect(String(await visit(`/${back.search}`))).toBe(`${home}/orders?x=1`);
    expect(await visit("/orders?x=1")).toBe("let pass");

    const before = cookieOf("accessToken");
    const renewing = "/?redirect_uri=/orders";
    expect(String(await visit(renewing, "handleRefreshToken"))).toBe(`${home}/orders`);
    expect(cookieOf("accessToken")).not.toBe(before);
    const headers = { authorization: `Bearer ${cookieOf("accessToken")}` };
    const info = await browser.request(`https://${userPoolDomain}/oauth2/userInfo`, { headers });
    expect(await info.json()).toMatchObject({ username: "alice", email: emailOf("alice") });

    const tokens = new Map(jar);
    const out = (await visit("/signout")) as URL;
    expect((await browser.visit(out)).url.href).toBe(`${home}/`);
    expect((await browser.visit(asking)).url.pathname).toBe("/login");
    expect(((await visit("/orders")) as URL).host).toBe(userPoolDomain);
    // Whoever had copied the cookies renews nothing by them.
    for (const [name, value] of tokens) jar.set(name, value);
    expect(((await visit(renewing, "handleRefreshToken")) as URL).host).toBe(userPoolDomain);
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
