import { describe, expect, it } from "vitest";
import type { Services } from "../../src/domain/services.ts";
import { awsJsonApi } from "../../src/http/aws-json/api.ts";
import { operations } from "../../src/operations/index.ts";
import { machineRandom } from "../../src/random.ts";

function apiOver(refresh: () => Promise<unknown>) {
  const lines: { level: string; facts: object }[] = [];
  const line = (level: string) => (facts: object) => void lines.push({ level, facts });
  const services = {
    database: { state: { refresh } },
    random: machineRandom,
    log: { info: line("info"), warn: line("warn"), error: line("error") },
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
