import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { faceOf } from "../support/face.ts";
import { forwarderTo } from "../support/forwarder.ts";
import { defaultApp, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("The control face of a whole service, on %s", async (kind) => {
  const service = await startForAll(kind);
  afterEach(() => service.current.control("POST", "/reset"));

  interface Mail {
    readonly username: string;
    readonly destination: string;
    readonly subject: string;
    readonly body: string;
    readonly code: string;
  }
  const mails = (query: string) => service.current.control<Mail[]>("GET", `/messages?${query}`);

  it("shows the mail that a sign-up sent, by the name that was signed up with", async () => {
    const app = await makeApp(service.current, { UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] });
    const people = peopleOf(service.current, app);
    const { UserSub } = await people.signUp("dora@example.com", { email: "dora@example.com" });
    const [mail, ...others] = await mails(`username=dora@example.com&userPoolId=${app.UserPoolId}`);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      username: UserSub,
      destination: "dora@example.com",
      subject: "Your verification code",
    });
    expect(mail?.code).toMatch(/^\d{6}$/);
    expect(mail?.body).toBe(`Your confirmation code is ${mail?.code}`);
    expect(await mails(`username=${UserSub}`)).toEqual([mail]);
  });

  it("hands out only what came after a message or a moment", async () => {
    const people = peopleOf(service.current);
    await people.signUp("dora");
    const [first] = await service.current.control<{ id: string; at: string }[]>("GET", "/messages");
    await new Promise((resolve) => setTimeout(resolve, 5));
    await people.signUp("emil");
    for (const after of [first?.id, first?.at]) {
      expect(await mails(`after=${after}`)).toMatchObject([{ destination: "emil@example.com" }]);
    }
  });

  it("empties one pool's outbox without touching another's", async () => {
    const app = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    await peopleOf(service.current, app).signUp("dora");
    await peopleOf(service.current).signUp("emil");
    await service.current.control("DELETE", `/messages?userPoolId=${app.UserPoolId}`);
    expect(await mails("")).toMatchObject([{ destination: "emil@example.com" }]);
  });

  it("returns to the declared state", async () => {
    const people = peopleOf(service.current);
    await people.signUp("dora");
    await service.current.control("POST", "/reset");
    await expect(people.get("dora")).rejects.toMatchObject({ name: "UserNotFoundException" });
    expect((await people.get("alice")).Enabled).toBe(true);
    expect(await mails("")).toEqual([]);
  });

  it("knows no pool to reset that is neither declared nor there", async () => {
    const response = await fetch(`${service.current.url}/_poolhouse/reset?userPoolId=us-east-1_Nobody`, {
      method: "POST",
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: expect.stringContaining("us-east-1_Nobody") });
  });

  it("tells the service the port under which a container is reached", async () => {
    await using forwarder = await forwarderTo(service.current.url);
    const outside = faceOf(forwarder.url);
    await outside.control("PUT", "/public-url", { publicUrl: forwarder.url });
    const people = peopleOf(outside);
    const { IdToken } = await people.signIn("alice");

    const issuer = `${forwarder.url}/${defaultApp.UserPoolId}`;
    const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Discovery;
    expect(discovery.issuer).toBe(issuer);
    expect(new URL(discovery.token_endpoint).origin).toBe(forwarder.url);
    const verified = await jwtVerify(IdToken, createRemoteJWKSet(new URL(discovery.jwks_uri)), { issuer });
    expect(verified.payload["cognito:username"]).toBe("alice");

    await service.current.control("PUT", "/public-url", { publicUrl: null });
    expect(await service.current.control("GET", "/public-url")).toEqual({ publicUrl: service.current.url });
  });

  it("is closed to pages, whose names may lead anywhere", async () => {
    const { host } = new URL(service.current.url);
    expect(await statusFor({ host })).toBe(200);
    expect(await statusFor({ host: host.replace("localhost", "rebound.evil.example") })).toBe(403);
    expect(await statusFor({ host, origin: "https://evil.example" })).toBe(403);
    expect(await statusFor({ host, origin: service.current.url })).toBe(200);
  });

  it("is open to no page, while the API and the pools' documents are", async () => {
    const headers = { origin: "https://app.example", "access-control-request-method": "GET" };
    const allowed = async (path: string, method: string) =>
      (await fetch(service.current.url + path, { method, headers })).headers.get("access-control-allow-origin");
    for (const method of ["GET", "OPTIONS"]) {
      expect(await allowed(`/${defaultApp.UserPoolId}/.well-known/jwks.json`, method)).toBe("*");
      for (const path of ["", "/clock", "/messages", "/.well-known/jwks.json", "/.well-known/openid-configuration"]) {
        expect(await allowed(`/_poolhouse${path}`, method)).toBeNull();
      }
    }
    expect(await allowed("/", "OPTIONS")).toBe("*");
  });

  /** The answer's status when the outbox is asked for with these headers, of which fetch would not send all. */
  async function statusFor(headers: Record<string, string>): Promise<number | undefined> {
    const sent = request(`${service.current.url}/_poolhouse/messages`, { headers }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  }
});

describe("The control face of a whole service with a token", async () => {
  const controlToken = "a-token-that-only-the-tests-know";
  const service = await startForAll("memory", { environment: { POOLHOUSE_CONTROL_TOKEN: controlToken } });

  it("answers its bearer alone", async () => {
    const statusOf = async (headers: Record<string, string>) =>
      (await fetch(`${service.current.url}/_poolhouse/messages`, { headers })).status;
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ authorization: `Bearer ${controlToken}` })).toBe(200);
  });
});

interface Discovery {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly token_endpoint: string;
}
