import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { defaultApp, emailOf, listOf, password, peopleOf } from "../support/people.ts";
import { authorization, type RawAnswer, rawCall } from "../support/raw-call.ts";
import { databases, start, startForAll } from "../support/start.ts";

const uuid = /^[0-9a-f-]{36}$/;
const { UserPoolId, ClientId } = defaultApp;

describe.each(databases)("The wire format, on %s", async (kind) => {
  const service = await startForAll(kind);
  const call = (operation: string, body?: object | string, headers?: Record<string, string>) =>
    rawCall(service.current.url, operation, body, headers);
  const asDeveloper = (operation: string, body: object) => call(operation, body, authorization());

  const expectRefusal = ({ status, headers, json }: RawAnswer, name: string, message: string | RegExp) => {
    expect(status).toBe(400);
    expect(json).toEqual({ __type: name, message: expect.stringMatching(message) });
    expect(headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(headers.get("x-amzn-errortype")).toBe(`${name}:`);
    expect(headers.get("x-amzn-errormessage")).toMatch(message);
    expect(headers.get("x-amzn-requestid")).toMatch(uuid);
  };

  it("answers with JSON 1.1 and a request id", async () => {
    const { status, headers, json } = await call("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId,
      AuthParameters: { USERNAME: "alice", PASSWORD: password },
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(headers.get("x-amzn-requestid")).toMatch(uuid);
    expect(Object.keys(json ?? {}).sort()).toEqual(["AuthenticationResult", "ChallengeParameters"]);
  });

  it("gives times as epoch seconds with a fraction", async () => {
    const { json } = await asDeveloper("AdminGetUser", { UserPoolId, Username: "alice" });
    const created = Number(json?.UserCreateDate);
    expect(json?.UserCreateDate).toBe(created);
    expect(Math.abs(created - Date.now() / 1000)).toBeLessThan(600);
    expect(
      (await service.current.sdk().adminGetUser({ UserPoolId, Username: "alice" })).UserCreateDate?.getTime(),
    ).toBe(Math.round(created * 1000));
  });

  it("has an empty body where there is nothing to say, and {} where there could be", async () => {
    const { make, makeSignedIn } = peopleOf(service.current);
    await make("anna");
    const { AccessToken } = await makeSignedIn("bert");
    const enabled = await asDeveloper("AdminEnableUser", { UserPoolId, Username: "anna" });
    expect(enabled.text).toBe("{}");
    for (const answer of [
      await asDeveloper("AdminDeleteUser", { UserPoolId, Username: "anna" }),
      await call("DeleteUser", { AccessToken }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-length")).toBe("0");
      expect(answer.text).toBe("");
    }
  });

  it("names the exception in body and headers", async () => {
    const AuthParameters = { USERNAME: "alice", PASSWORD: "Wr0ng-one" };
    const answer = await call("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters });
    expectRefusal(answer, "NotAuthorizedException", "Incorrect username or password.");
  });

  it("knows no operation that it has not, and no other service's", async () => {
    expectRefusal(await call("AssociateSomething"), "UnknownOperationException", /AssociateSomething/);
    const other = await call("", {}, { "x-amz-target": "AWSCognitoIdentityService.GetId" });
    expectRefusal(other, "UnknownOperationException", /GetId/);
    const none = await call("", {}, { "x-amz-target": "" });
    expectRefusal(none, "UnknownOperationException", /./);
    for (const name of ["__proto__", "constructor", "toString"]) {
      expectRefusal(await call(name), "UnknownOperationException", /./);
    }
  });

  it("cannot read what is no JSON object, or of a wrong kind", async () => {
    for (const body of ["{", "[]", '"text"', "7", "null"]) {
      expectRefusal(await call("SignUp", body), "SerializationException", /./);
    }
    const wrongKind = await call("SignUp", { ClientId: 7, Username: "anna", Password: password });
    expectRefusal(wrongKind, "SerializationException", "NUMBER_VALUE can not be converted to a String");
  });

  it("asks developers for a signature, and nobody else", async () => {
    const unsigned = await call("AdminGetUser", { UserPoolId, Username: "alice" });
    expectRefusal(unsigned, "MissingAuthenticationTokenException", "Missing Authentication Token");
    const bearer = await call("AdminGetUser", { UserPoolId, Username: "alice" }, { authorization: "Bearer token" });
    expectRefusal(bearer, "IncompleteSignatureException", /AWS4-HMAC-SHA256/);
    const begin = { AuthFlow: "USER_SRP_AUTH", ClientId, AuthParameters: { USERNAME: "alice", SRP_A: "abc" } };
    for (const headers of [{}, { authorization: "Bearer token" }, authorization("eu-west-1")]) {
      expect((await call("InitiateAuth", begin, headers)).status).toBe(200);
    }
  });

  it("does not find a pool from another region", async () => {
    const answer = await call("AdminGetUser", { UserPoolId, Username: "alice" }, authorization("eu-west-1"));
    expectRefusal(answer, "ResourceNotFoundException", `User pool ${UserPoolId} does not exist.`);
  });

  it("lets pages of any origin use the SDKs", async () => {
    const asked =
      "content-type,x-amz-target,x-amz-user-agent,x-amz-security-token,authorization,x-amz-date,cache-control,amz-sdk-invocation-id,amz-sdk-request";
    const preflight = await fetch(service.current.url, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": asked,
      },
    });
    expect(preflight.ok).toBe(true);
    expect(["*", "https://app.example"]).toContain(preflight.headers.get("access-control-allow-origin"));
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    const allowed = preflight.headers.get("access-control-allow-headers")?.toLowerCase().split(/, ?/);
    expect(allowed).toEqual(expect.arrayContaining(asked.split(",")));

    for (const body of [{ Username: "alice" }, { ClientId, Username: "alice" }]) {
      const { headers } = await call("ForgotPassword", body, { origin: "https://app.example" });
      expect(["*", "https://app.example"]).toContain(headers.get("access-control-allow-origin"));
      const exposed = headers.get("access-control-expose-headers")?.toLowerCase() ?? "";
      for (const name of ["x-amzn-requestid", "x-amzn-errortype", "x-amzn-errormessage", "date"]) {
        expect(exposed).toContain(name);
      }
    }
    const control = await fetch(`${service.current.url}/_poolhouse/clock`);
    expect(control.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("keeps an error's text out of its headers where they could not carry it", async () => {
    const UserAttributes = listOf({ email: emailOf("anna"), "ä\r\nx-evil: 1": "x" });
    const answer = await asDeveloper("AdminCreateUser", { UserPoolId, Username: "anna", UserAttributes });
    expect(answer.json?.message).toContain("ä\r\nx-evil: 1");
    expect(answer.headers.get("x-evil")).toBeNull();
    expect(answer.headers.get("x-amzn-errormessage")).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe.each(databases)("A service with access keys, on %s", async (kind) => {
  const service = await startForAll(kind, {
    environment: { POOLHOUSE_ACCESS_KEYS: "AKIDONE:first-secret,AKIDTWO:second-secret" },
  });
  const developer = (accessKeyId: string, secretAccessKey: string, more: object = {}) =>
    new CognitoIdentityProvider({
      endpoint: service.current.url,
      region: "us-east-1",
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      ...more,
    });
  const alice = { UserPoolId, Username: "alice" };

  it("takes the calls that were signed with one of them, while a test has moved the clock too", async () => {
    await developer("AKIDONE", "first-secret").adminGetUser(alice);
    await service.current.control("PUT", "/clock", { advance: "PT48H" });
    try {
      await developer("AKIDTWO", "second-secret").adminGetUser(alice);
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });

  it("refuses all others, whether the pool is there or not", async () => {
    for (const named of [alice, { ...alice, UserPoolId: "us-east-1_nowhere" }]) {
      await expect(developer("AKIDNONE", "first-secret").adminGetUser(named)).rejects.toMatchObject({
        name: "UnrecognizedClientException",
        message: "The security token included in the request is invalid.",
      });
      await expect(developer("AKIDONE", "second-secret").adminGetUser(named)).rejects.toMatchObject({
        name: "InvalidSignatureException",
      });
    }
    const late = developer("AKIDONE", "first-secret", { systemClockOffset: -10 * 60_000 });
    await expect(late.adminGetUser(alice)).rejects.toMatchObject({ name: "InvalidSignatureException" });
    const unsigned = await rawCall(service.current.url, "AdminGetUser", alice);
    expect(unsigned.json?.__type).toBe("MissingAuthenticationTokenException");
  });

  it("goes on signing people in without any", async () => {
    const { withPassword } = peopleOf(service.current);
    expect((await withPassword("alice")).AuthenticationResult).toBeDefined();
  });
});

describe("A pool of another region", () => {
  it("is found by its client, its tokens and calls that were signed for its region", async () => {
    const service = await start();
    try {
      const cognito = service.sdk("eu-central-1");
      const { UserPool } = await cognito.createUserPool({ PoolName: "people" });
      const pool = UserPool!.Id!;
      expect(pool).toMatch(/^eu-central-1_[0-9a-zA-Z]{9}$/);
      const { UserPoolClient } = await cognito.createUserPoolClient({
        UserPoolId: pool,
        ClientName: "app",
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      });
      const Username = "anna";
      await cognito.adminCreateUser({ UserPoolId: pool, Username, MessageAction: "SUPPRESS" });
      await cognito.adminSetUserPassword({ UserPoolId: pool, Username, Password: password, Permanent: true });
      const people = peopleOf(service, { UserPoolId: pool, ClientId: UserPoolClient!.ClientId! });
      const { AccessToken } = await people.signIn(Username);
      expect((await people.cognito.getUser({ AccessToken })).Username).toBe(Username);
      await expect(people.get(Username)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    } finally {
      await service.stop();
    }
  });
});
