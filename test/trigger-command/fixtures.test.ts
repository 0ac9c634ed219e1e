import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { fits, masked } from "../../src/contract/masks.ts";
import { secretsIn } from "../../src/domain/invocation/mask-secrets.ts";
import { launch } from "../support/process.ts";
import { commandBench } from "./bench.ts";

const yaml = `
functions:
  gate: { handler: ./gate.ts }
  migrate: { handler: ./migrate.ts }
userPools:
  - Id: us-east-1_Bench0001
    PoolName: bench
    LambdaConfig: { PreSignUp: gate, UserMigration: migrate }
    Clients:
      - { ClientId: benchclient00000000000001, ClientName: bench, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH] }
`;

const gate = (verdict: string) => `
  export const handler = async (event: any) => {
    if (event.request.userAttributes.email?.endsWith("@evil.example")) throw new Error("No entry");
    event.response.autoConfirmUser = ${verdict};
    return event;
  };`;

const files = {
  "poolhouse.yaml": yaml,
  "gate.ts": gate("true"),
  "migrate.ts": `
    export const handler = async (event: any) => {
      event.response.userAttributes = { email: event.userName + "@example.com", email_verified: "true" };
      event.response.finalUserStatus = "CONFIRMED";
      event.response.messageAction = "SUPPRESS";
      return event;
    };`,
};

const password = "Passw0rd!secret";

describe("Fixtures of functions", async () => {
  const { trigger, write, at } = await commandBench(files);

  async function captured(): Promise<string[]> {
    await using service = await launch({ flags: { config: at("poolhouse.yaml") }, folder: at(".") });
    const cognito = service.sdk();
    const ClientId = "benchclient00000000000001";
    const signUp = (Username: string, email: string) =>
      cognito.signUp({ ClientId, Username, Password: password, UserAttributes: [{ Name: "email", Value: email }] });
    await signUp("ann", "ann@example.com");
    await signUp("eve", "eve@evil.example").catch(() => undefined);
    const AuthParameters = { USERNAME: "mia", PASSWORD: password };
    await cognito.initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
    await trigger("capture", "--url", service.url, "--out", at("fixtures"));
    await trigger("capture", "--url", service.url, "--out", at("fixtures"));
    await trigger("capture", "--url", service.url, "--out", at("of-gate"), "--function", "gate");
    return readdir(at("fixtures"));
  }

  it("are captured from a running service once each, without secrets, and hold until the function changes", async () => {
    const names = await captured();
    expect(names.map((name) => name.replace(/-[0-9a-f]{8}\.json$/, "")).sort()).toEqual([
      ...["PreSignUp_SignUp", "PreSignUp_SignUp", "UserMigration_Authentication"],
    ]);
    expect(await readdir(at("of-gate"))).toHaveLength(2);
    const texts = await Promise.all(names.map((name) => readFile(join(at("fixtures"), name), "utf8")));
    expect(texts.join()).not.toContain(password);
    expect(texts.join()).toContain('"password": "***1"');

    expect(await trigger("test", at("fixtures"))).toMatchObject({
      status: 0,
      printed: expect.stringMatching(/3 of 3 hold\.\n$/),
    });

    await write("gate.ts", gate("false"));
    onTestFinished(async () => void (await write("gate.ts", files["gate.ts"])));
    const { printed, status } = await trigger("test", at("fixtures"));
    expect(printed).toContain("  response.autoConfirmUser: is false, and was true\n");
    expect(printed).toMatch(/2 of 3 hold\.\n$/);
    expect(status).toBe(1);
  });

  const event = async (source: string) => JSON.parse((await trigger("events", source)).printed);
  const fixture = async (folder: string, content: object) => {
    await write(
      `${folder}/one.json`,
      JSON.stringify({ function: "gate", event: await event("PreSignUp_SignUp"), ...content }),
    );
    return trigger("test", at(folder));
  };

  it("expect an error with its text, or no more than an answer that the trigger takes", async () => {
    const denied = { ...(await event("PreSignUp_SignUp")) };
    denied.request.userAttributes.email = "eve@evil.example";
    expect(await fixture("a", { event: denied, expect: { error: { errorMessage: "No entry" } } })).toMatchObject({
      status: 0,
    });
    expect(await fixture("b", { event: denied, expect: { error: { errorMessage: "Go away" } } })).toMatchObject({
      ...{ status: 1, printed: expect.stringContaining('error.errorMessage: is "No entry", and was "Go away"') },
    });
    expect(await fixture("c", { expect: {} })).toMatchObject({ status: 0 });
    expect(await fixture("d", { expect: { error: { errorMessage: "No" } } })).toMatchObject({
      ...{ status: 1, printed: expect.stringContaining("answered, and should have failed: No") },
    });
    expect(await fixture("e", { function: "nobody", expect: {} })).toMatchObject({
      ...{ status: 1, printed: expect.stringContaining("could not be run: functions in poolhouse.yaml has no nobody") },
    });
  });

  it("take any text in the place of one that was masked", async () => {
    const response = { ...(await event("PreSignUp_SignUp")).response, autoConfirmUser: true };
    expect((await fixture("f", { expect: { response } })).status).toBe(0);
    const migrated = {
      ...(await event("UserMigration_Authentication")),
    };
    const expected = { ...migrated.response, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" };
    const userAttributes = { email: "***1", email_verified: "true" };
    const migration = { function: "migrate", event: migrated, expect: { response: { ...expected, userAttributes } } };
    expect(await fixture("g", migration)).toMatchObject({ status: 0 });
  });

  it("hold no secret that a function wrote elsewhere, and say what was masked where they do not hold", async () => {
    const secrets = secretsIn([{ privateChallengeParameters: { code: "545700" }, challengeAnswer: "1" }]);
    const masks = masked({ challengeMetadata: "CODE-545700", code: "1", name: "anna1", other: "545700" }, secrets);
    expect(masks).toEqual({ challengeMetadata: "CODE-***2", code: "***1", name: "anna1", other: "***2" });
    expect(fits("CODE-123456", "CODE-***2")).toBe(true);
    expect(fits("CODE-", "CODE-***2")).toBe(false);
    expect(fits("code-123456", "CODE-***2")).toBe(false);
    const clientMetadata = { invitation: "***1" };
    const sent = await event("PreSignUp_SignUp");
    const { printed } = await fixture("k", {
      event: { ...sent, request: { ...sent.request, clientMetadata } },
      expect: { response: {} },
    });
    expect(printed).toContain("note: request.clientMetadata.invitation of the event was masked; put in what will do\n");
  });

  it("are mistakes, with one clear line, where they cannot be read", async () => {
    await expect(trigger("test", at("nowhere"))).rejects.toThrow("cannot be used");
    await expect(fixture("h", { expect: { respnse: {} } })).rejects.toThrow("one.json is no fixture: expect");
    await write("i/note.txt", "");
    await expect(trigger("test", at("i"))).rejects.toThrow("There is no fixture (*.json)");
    await expect(trigger("capture", "--url", "http://127.0.0.1:1", "--out", at("j"))).rejects.toThrow(
      "No service answers",
    );
  });
});
