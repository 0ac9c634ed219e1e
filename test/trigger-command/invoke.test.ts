import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runToEnd } from "../support/process.ts";
import { commandBench } from "./bench.ts";

const yaml = `
functions:
  gate: { handler: ./gate.ts }
  claims: { handler: ./claims.ts }
  typos: { handler: ./gate.ts#typos }
  looks-up: { handler: "${join(import.meta.dirname, "functions/looks-up.ts")}", environment: { PLACE: here } }
  sender: { handler: ./sender.ts }
  migrate: { handler: ./migrate.ts }
  broken: { invoke: "http://127.0.0.1:1" }
userPools:
  - Id: us-east-1_Bench0001
    PoolName: bench
    LambdaConfig:
      PreSignUp: gate
      PostConfirmation: looks-up
      PreTokenGenerationConfig: { LambdaVersion: V2_0, LambdaArn: claims }
      CustomEmailSender: { LambdaVersion: V1_0, LambdaArn: sender }
      KMSKeyID: arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555
      UserMigration: migrate
      PreAuthentication: broken
    Clients: [{ ClientId: benchclient00000000000001, ClientName: bench }]
    Users: [{ Username: carol, Password: Passw0rd!, UserAttributes: [{ Name: email, Value: carol@example.com }] }]
`;

const files = {
  "poolhouse.yaml": yaml,
  "gate.ts": `
    export const handler = async (event: any) => {
      console.log("at the gate:", event.userName);
      if (event.request.userAttributes.email.endsWith("@evil.example")) throw new Error("No entry");
      event.response.autoConfirmUser = true;
      event.response.autoVerifyEmail = true;
      return event;
    };
    export const typos = async (event: any) => ({ ...event, response: { autoConfirmUser: "yes", autoVerify: true } });`,
  "claims.ts": `
    export const handler = async (event: any) => {
      const claimsToAddOrOverride = { tenant: "t1", sub: "somebody else" };
      event.response.claimsAndScopeOverrideDetails = { idTokenGeneration: { claimsToAddOrOverride, claimsToSuppress: ["email"] } };
      return event;
    };`,
  "sender.ts": `
    export const handler = async (event: any) => {
      console.log(Buffer.from(event.request.code, "base64").readUInt32BE(0).toString(16));
      throw new Error("no mail today");
    };`,
  "migrate.ts": "export const handler = async (event: any) => event;",
};

describe("poolhouse trigger invoke", async () => {
  const { trigger, write } = await commandBench(files);

  it("tells what a function wrote and answered, and what Cognito does then", async () => {
    const { printed, status } = await trigger("invoke", "PreSignUp");
    expect(printed.replace(/\d+ ms/, "n ms")).toBe(`PreSignUp_SignUp → gate: n ms

Logs:
  at the gate: newcomer

Answer:
  {
    "autoConfirmUser": true,
    "autoVerifyEmail": true,
    "autoVerifyPhone": false
  }

Cognito goes on:
  Creates the user, who is CONFIRMED at once.
  Sets email_verified to true.
`);
    expect(status).toBe(0);
  });

  it("tells the exception and its text where Cognito would refuse", async () => {
    const { printed, status } = await trigger(
      "invoke",
      "PreSignUp",
      "--set",
      "request.userAttributes.email=a@evil.example",
    );
    expect(printed).toContain("Answer:\n  Error: No entry\n");
    expect(printed).toContain(
      "Cognito refuses:\n  UserLambdaValidationException: PreSignUp failed with error No entry.\n",
    );
    expect(status).toBe(1);
  });

  it("refuses what real sign-ups would, though the answer is well formed", async () => {
    const edit = ["--set-json", 'request.userAttributes={"name":"Ann","email":""}'];
    const { printed, status } = await trigger("invoke", "PreSignUp_ExternalProvider", ...edit);
    expect(printed).toContain("InvalidLambdaResponseException: The user has no email to verify.");
    expect(status).toBe(1);
  });

  it("names each deviation with its path and the reason", async () => {
    const { printed, status } = await trigger("invoke", "PreSignUp", "--function", "typos");
    expect(printed).toContain("PreSignUp_SignUp → typos");
    expect(printed).toContain(`The answer is not what the trigger takes:
  response.autoConfirmUser: Invalid input: expected boolean, received string
  response: Unrecognized key: "autoVerify"
`);
    expect(printed).toContain("InvalidLambdaResponseException: Unrecognizable lambda output");
    expect(status).toBe(1);
  });

  it("shows how the tokens change, by the pool's version of the event", async () => {
    const { printed, status } = await trigger("invoke", "TokenGeneration_Authentication");
    expect(printed).toContain(`Cognito goes on:
  Sets tenant of the ID token to "t1".
  Takes email out of the ID token.
  Leaves the access token as it is.
  Leaves sub as it is.
`);
    expect(status).toBe(0);
  });

  it("lets functions call back to a service in which the user of the event is", async () => {
    const { printed, status } = await trigger("invoke", "PostConfirmation");
    expect(printed).toContain("Logs:\n  here CONFIRMED\n");
    expect(printed).toContain("Cognito goes on:\n  Changes nothing.\n");
    expect(status).toBe(0);
  });

  it("gives senders a code that is encrypted, and knows that nothing fails by them", async () => {
    const { printed, status } = await trigger("invoke", "CustomEmailSender_SignUp");
    expect(printed).toContain("Logs:\n  1800378\n"); // version 1, type 0x80, suite 0x0378
    expect(printed).toContain("The call succeeds, whatever the function does.");
    expect(status).toBe(1);
  });

  it("tells of a migration no more than callers learn, and the reason beside it", async () => {
    const { printed, status } = await trigger("invoke", "UserMigration");
    expect(printed).toContain(
      "UserNotFoundException: Exception migrating user in app client benchclient00000000000001",
    );
    expect(printed).toContain("because InvalidLambdaResponseException: the function knows no attribute of the user");
    expect(status).toBe(1);
  });

  it("says why a function could not be run", async () => {
    const { printed, status } = await trigger("invoke", "PreAuthentication");
    expect(printed).toContain("UnexpectedLambdaException: PreAuthentication invocation failed due to error");
    expect(printed).toContain("could not be run:");
    expect(status).toBe(1);
  });

  it("takes the event from a file, and names what Cognito would not send", async () => {
    const { printed: sample } = await trigger("events", "PreSignUp_AdminCreateUser");
    const file = await write("event.json", sample);
    expect((await trigger("invoke", "PreSignUp", "--event", file)).status).toBe(0);
    const edits = ["--set-json", "request.userAttributes.age=7", "--set", "request.plan=free"];
    const { printed, status } = await trigger("invoke", "PreSignUp", "--event", file, ...edits);
    expect(printed).toContain(`The event is none that Cognito sends:
  request.plan: is nothing that Cognito sends
  request.userAttributes.age: must be text, not number
`);
    expect(status).toBe(1);
  });

  it("runs with an event that lacks what real ones have, and names that", async () => {
    const event = {
      version: "1",
      triggerSource: "PostConfirmation_ConfirmSignUp",
      request: { userAttributes: { sub: "1" } },
    };
    const { printed, status } = await trigger(
      "invoke",
      "PostConfirmation",
      "--event",
      await write("bare.json", JSON.stringify(event)),
    );
    expect(printed).toContain("  userPoolId: is missing\n  userName: is missing\n");
    expect(status).toBe(1);
    const edits = ["--set", "request.code=mine", "--set", "request.userAttributes.email=x@y.example"];
    expect((await trigger("invoke", "CustomEmailSender_SignUp", ...edits)).printed).not.toContain("1800378");
  });

  it("refuses what it cannot run with one clear line", async () => {
    await expect(trigger("invoke", "PreSignup")).rejects.toThrow(
      '"PreSignup" is no trigger and no source. Triggers are',
    );
    await expect(trigger("invoke", "CustomMessage")).rejects.toThrow("has a function for CustomMessage");
    await expect(trigger("invoke", "PreSignUp", "--pool", "us-east-1_None")).rejects.toThrow("no pool us-east-1_None");
    await expect(trigger("invoke", "PreSignUp", "--set", "email")).rejects.toThrow("It must be a path and a value");
    await expect(trigger("invoke", "PreSignUp", "--event", await write("bad.json", "{"))).rejects.toThrow(
      "is not JSON",
    );
  });

  it("ends the process with its status", async () => {
    const folder = join(await write("gate.ts", files["gate.ts"]), "..");
    const well = await runToEnd({ folder, args: ["trigger", "invoke", "PreSignUp"] });
    expect(well).toMatchObject({ code: 0, stderr: "" });
    const refused = await runToEnd({ folder, args: ["trigger", "invoke", "PreSignUp", "--function", "typos"] });
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("Cognito refuses") });
    expect((await runToEnd({ folder, args: ["trigger", "invoke"] })).code).toBe(2);
    expect(await readFile(join(folder, "poolhouse.yaml"), "utf8")).toBe(yaml);
  });
});
