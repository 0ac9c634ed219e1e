import { describe, expect, it } from "vitest";
import { machineClock } from "../../src/clock.ts";
import type { Services } from "../../src/domain/services.ts";
import { awsJsonApi } from "../../src/http/aws-json/api.ts";
import { operations } from "../../src/operations/index.ts";
import { machineRandom } from "../../src/random.ts";
import { authorization } from "../support/raw-call.ts";

const ClientId = "3n4b5urk1ft4fl3mg5e62d9ado";
const UserPoolId = "us-east-1_Example00";

function apiOver(refresh: () => Promise<unknown>) {
  const lines: { level: string; facts: object; text: string }[] = [];
  const line = (level: string) => (facts: object, text: string) => void lines.push({ level, facts, text });
  const services = {
    database: { state: { refresh } },
    random: machineRandom,
    clock: machineClock(),
    publicUrl: () => "http://localhost:9500",
    log: { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") },
  } as unknown as Services;
  return { api: awsJsonApi({ services, operations, accessKeys: new Map(), onUndeclared: () => undefined }), lines };
}

const post = (body: string) => ({
  method: "POST",
  headers: { "x-amz-target": "AWSCognitoIdentityProviderService.GetUser", origin: "https://app.example" },
  body,
});

describe("The API, when it cannot serve", () => {
  it("answers a lost database as a named exception that pages of any origin can read, and says why in the log", async () => {
    const { api, lines } = apiOver(async () => {
      throw new Error("connection lost");
    });
    const response = await api.request("/", post("{}"));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ __type: "InternalErrorException", message: "Internal error." });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(lines).toMatchObject([{ level: "error", facts: { error: expect.stringContaining("connection lost") } }]);
  });

  it("logs a body that is too large like every other refusal", async () => {
    const { api, lines } = apiOver(async () => undefined);
    const response = await api.request("/", {
      ...post("x".repeat(5 * 1024 * 1024)),
      headers: { "content-length": String(5 * 1024 * 1024) },
    });
    expect(await response.json()).toMatchObject({ __type: "SerializationException" });
    expect(lines).toMatchObject([{ level: "info", facts: { exception: "SerializationException" } }]);
  });
});

describe("The log of the API", () => {
  const call = (operation: string, input: object) => ({
    method: "POST",
    headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(input),
  });

  it("names the client or the pool of what was refused", async () => {
    const { api, lines } = apiOver(async () => undefined);
    await api.request("/", call("ConfirmSignUp", { ClientId, Username: "ada" }));
    const signed = call("AdminGetUser", { UserPoolId });
    await api.request("/", { ...signed, headers: { ...signed.headers, ...authorization() } });
    const requestId = expect.any(String);
    expect(lines).toEqual([
      {
        ...{ level: "info", text: "refused" },
        facts: {
          ...{ operation: "ConfirmSignUp", exception: "InvalidParameterException", clientId: ClientId, requestId },
          reason: expect.stringContaining("at 'confirmationCode'"),
        },
      },
      {
        ...{ level: "info", text: "refused" },
        facts: {
          ...{ operation: "AdminGetUser", exception: "InvalidParameterException", userPoolId: UserPoolId, requestId },
          reason: expect.stringContaining("at 'username'"),
        },
      },
    ]);
  });

  it("repeats nothing that has not the form of an id", async () => {
    const { api, lines } = apiOver(async () => undefined);
    for (const ClientId of ["hunter2 hunter3", "h".repeat(129), { hunter: 2 }, ["hunter2"], 2]) {
      await api.request("/", call("SignUp", { ClientId }));
    }
    expect(lines).toHaveLength(5);
    expect(lines.filter(({ facts }) => "clientId" in facts)).toEqual([]);
  });

  it("says that a call names no operation", async () => {
    const { api } = apiOver(async () => undefined);
    const response = await api.request("/", { method: "POST", body: "{}" });
    expect(await response.json()).toEqual({
      __type: "UnknownOperationException",
      message: "The header X-Amz-Target is missing, which names the operation.",
    });
  });
});
