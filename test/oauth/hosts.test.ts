import { request } from "node:http";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { addProvider } from "../federation/federated-app.ts";
import { oidc } from "../operations/identity-providers.ts";
import { password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { callback, makeWebApp, type WebApp } from "./app.ts";

interface Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A request under another Host than the one that it is sent to, as with a name that leads to this machine. */
function ask(url: string, host: string, { method = "GET", body = "", cookie = "" } = {}): Promise<Answer> {
  const form = body && { "content-type": "application/x-www-form-urlencoded" };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { host, ...form, ...(cookie && { cookie }) } }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe.each(databases)("A pool's domain, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;
  const custom = "auth.shop.example";

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    await peopleOf(service.current, app).make("anna");
    await service.current.sdk().createUserPoolDomain({
      ...{ UserPoolId: app.UserPoolId, Domain: custom },
      CustomDomainConfig: { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    });
  });

  const query = () =>
    new URLSearchParams({ client_id: app.ClientId, redirect_uri: callback, response_type: "code", scope: "openid" });
  const port = () => new URL(service.current.url).port;

  it.each([
    ["the prefix on localhost", () => `${app.Domain}.auth.localhost:${port()}`],
    ["the prefix at AWS", () => `${app.Domain}.auth.us-east-1.amazoncognito.com`],
    ["the prefix at AWS, FIPS", () => `${app.Domain}.auth-fips.us-east-1.amazoncognito.com`],
    ["a custom domain", () => custom],
    ["a custom domain in other letters", () => custom.toUpperCase()],
  ])("answers at its own host as under the pool's path: %s", async (_what, hostOf) => {
    const { url } = service.current;
    const host = hostOf();
    const asked = await ask(`${url}/oauth2/authorize?${query()}`, host);
    expect([asked.status, asked.headers.location]).toEqual([302, `/login?${query()}`]);
    const page = await ask(`${url}/login?${query()}`, host);
    const [token = ""] = (page.headers["set-cookie"] ?? []) as string[];
    const form = { username: "anna", password, _csrf: /=([^;]+)/.exec(token)?.[1] ?? "" };
    const body = new URLSearchParams(form).toString();
    const sent = { method: "POST", body, cookie: token.split(";")[0] ?? "" };
    const signedIn = await ask(`${url}/login?${query()}`, host, sent);
    const [cookie = ""] = (signedIn.headers["set-cookie"] ?? []) as string[];
    expect(cookie).toMatch(/^cognito=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/);
    const code = new URL(String(signedIn.headers.location)).searchParams.get("code") ?? "";
    const fields = { grant_type: "authorization_code", client_id: app.ClientId, redirect_uri: callback, code };
    const tokens = await ask(`${url}/oauth2/token`, host, {
      ...{ method: "POST", body: new URLSearchParams(fields).toString() },
    });
    expect(tokens.status).toBe(200);
    expect(decodeJwt(JSON.parse(tokens.text).id_token).iss).toBe(app.base);
    const silent = await ask(`${url}/oauth2/authorize?${query()}`, host, { cookie: cookie.split(";")[0] ?? "" });
    expect(silent.headers.location).toContain(`${callback}?code=`);
  });

  it.each([
    ["another region's", () => `${app.Domain}.auth.eu-west-1.amazoncognito.com`],
    ["nobody's prefix", () => "nobody.auth.localhost"],
    ["nobody's domain", () => "nobody.shop.example"],
    ["its parent", () => "shop.example"],
    ["a prefix as if it were a custom domain", () => app.Domain],
  ])("does not answer at %s", async (_what, hostOf) => {
    const answer = await ask(`${service.current.url}/oauth2/authorize?${query()}`, hostOf());
    expect(answer.status).toBe(404);
  });

  it("is where people come back to from another provider, in the same form, behind HTTPS too", async () => {
    const { url } = service.current;
    await addProvider(service.current, app, oidc("Company"));
    const asked = `${url}/oauth2/authorize?${query()}&identity_provider=Company`;
    async function leave(host: string) {
      const { headers } = await ask(asked, host);
      const [cookie = ""] = (headers["set-cookie"] ?? []) as string[];
      return { cookie, callback: new URL(String(headers.location)).searchParams.get("redirect_uri") };
    }
    const host = `${app.Domain}.auth.localhost:${port()}`;
    expect(await leave(host)).toEqual({
      callback: `http://${host}/oauth2/idpresponse`,
      cookie: expect.stringMatching(/^csrf-state=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/),
    });
    await service.current.control("PUT", "/public-url", { publicUrl: "https://login.example.com" });
    expect(await leave(`${app.Domain}.auth.login.example.com`)).toEqual({
      callback: `https://${app.Domain}.auth.login.example.com/oauth2/idpresponse`,
      cookie: expect.stringMatching(/; Secure; SameSite=Lax$/),
    });
    expect((await leave(custom)).callback).toBe(`https://${custom}/oauth2/idpresponse`);
    await service.current.control("PUT", "/public-url", { publicUrl: null });
  });

  it("shows nothing else of the service there", async () => {
    const host = `${app.Domain}.auth.localhost:${port()}`;
    for (const path of ["/_poolhouse/messages", "/health", `/${app.UserPoolId}/oauth2/authorize?${query()}`]) {
      expect((await ask(`${service.current.url}${path}`, host)).status).toBe(404);
    }
  });

  it("answers no more once it is deleted", async () => {
    const doomed = await makeWebApp(service.current);
    const host = `${doomed.Domain}.auth.localhost:${port()}`;
    const isThere = async () => (await ask(`${service.current.url}/oauth2/authorize`, host)).status;
    expect(await isThere()).toBe(302);
    await service.current.sdk().deleteUserPoolDomain({ UserPoolId: doomed.UserPoolId, Domain: doomed.Domain });
    expect(await isThere()).toBe(404);
  });
});
