import { describe, expect, it } from "vitest";
import type { Answered } from "../../src/domain/trigger/functions.ts";
import { peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { agree, fails, type Handler, workbench } from "./workbench.ts";

interface Line {
  readonly facts: Record<string, unknown>;
  readonly text: string;
}

describe("A pool's function", async () => {
  const lines: Line[] = [];
  const write = (facts: object, text: string) => void lines.push({ facts: { ...facts }, text });
  const { functions, triggerApp } = workbench();
  const service = await startForAll("memory", {
    functions,
    log: { debug: () => undefined, info: write, warn: write, error: write },
  });

  /** Signs somebody up in a pool whose PreSignUp does this; how often it was run, and what the log has of it. */
  async function signUpWith(PreSignUp: Handler) {
    const app = await triggerApp(service.current, { PreSignUp });
    const people = peopleOf(service.current, app);
    const outcome = await people.signUp("anna").then(
      () => "signed up",
      ({ name, message }: Error) => ({ name, message }),
    );
    const logged = lines.filter(({ facts }) => facts.userPoolId === app.UserPoolId);
    return { outcome, runs: app.events.length, logged };
  }

  const noAnswer: Answered = { kind: "no-answer" };

  it("is asked again when it does not answer in time, three times in all", async () => {
    const { outcome, runs, logged } = await signUpWith(fails(noAnswer));
    expect(outcome).toEqual({
      name: "UnexpectedLambdaException",
      message: "PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
    });
    expect(runs).toBe(3);
    expect(logged).toEqual([
      {
        facts: expect.objectContaining({ triggerSource: "PreSignUp_SignUp" }),
        text: "a function gave no answer within 5 seconds, 3 times",
      },
    ]);
  });

  it("is taken at its word when it answers at last", async () => {
    let run = 0;
    const slow: Handler = (event) => (++run < 3 ? fails(noAnswer)() : event);
    expect(await signUpWith(slow)).toMatchObject({ outcome: "signed up", runs: 3 });
  });

  it("is asked once when it fails, and its error reaches the caller", async () => {
    const failed = await signUpWith(fails({ kind: "error", errorType: "Denied", errorMessage: "No entry" }));
    expect(failed).toMatchObject({
      outcome: { name: "UserLambdaValidationException", message: "PreSignUp failed with error No entry." },
      runs: 1,
    });
  });

  it("is asked once when it cannot be run; the caller learns AWS's code, and the log why", async () => {
    const reason = "connect ECONNREFUSED http://127.0.0.1:3001";
    const { outcome, runs, logged } = await signUpWith(fails({ kind: "not-run", code: "ServiceException", reason }));
    expect(outcome).toEqual({
      name: "UnexpectedLambdaException",
      message: "PreSignUp invocation failed due to error ServiceException.",
    });
    expect(runs).toBe(1);
    expect(logged).toEqual([
      {
        facts: expect.objectContaining({ reason, function: expect.stringMatching(/:function:PreSignUp-\d+$/) }),
        text: "a function could not be run",
      },
    ]);
  });

  it("that is nowhere is never skipped", async () => {
    const PreSignUp = "arn:aws:lambda:us-east-1:123456789012:function:nowhere";
    const app = await triggerApp(service.current, {}, { LambdaConfig: { PreSignUp } });
    await expect(peopleOf(service.current, app).signUp("anna")).rejects.toMatchObject({
      name: "UnexpectedLambdaException",
      message: "PreSignUp invocation failed due to error ResourceNotFoundException.",
    });
  });

  it("must answer with JSON", async () => {
    const { outcome } = await signUpWith(fails({ kind: "not-json" }));
    expect(outcome).toEqual({
      name: "InvalidLambdaResponseException",
      message: "Invalid lambda function output : Invalid JSON",
    });
  });

  it.each<[string, Handler, { path: string; reason: string }]>([
    ["nothing", () => undefined, { path: "", reason: "the event was not returned" }],
    ["null", () => null, { path: "", reason: "the event was not returned" }],
    ["a list", (event) => [event], { path: "", reason: "the event was not returned" }],
    ["an event without a response", () => ({}), { path: "response", reason: "it is not an object" }],
    [
      "a flag in words",
      (event) => ({ ...event, response: { autoConfirmUser: "yes" } }),
      { path: "response.autoConfirmUser", reason: "Invalid input: expected boolean, received string" },
    ],
  ])("must answer with the event, and not with %s", async (_what, handler, deviation) => {
    const { outcome, logged } = await signUpWith(handler);
    expect(outcome).toEqual({ name: "InvalidLambdaResponseException", message: "Unrecognizable lambda output" });
    expect(logged).toEqual([
      {
        facts: expect.objectContaining(deviation),
        text: "a function's answer is not what its trigger takes",
      },
    ]);
  });

  it("may add members that its trigger does not know, of which the log tells", async () => {
    const { outcome, logged } = await signUpWith((event) => ({
      ...event,
      response: { autoConfirmUser: null, autoverifyEmail: true },
    }));
    expect(outcome).toBe("signed up");
    expect(logged).toEqual([
      {
        facts: expect.objectContaining({ path: "response", reason: 'Unrecognized key: "autoverifyEmail"' }),
        text: "a function's answer is not what its trigger takes",
      },
    ]);
  });

  it.each([
    ["aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js", "aws-sdk-js-3.1169.0"],
    ["aws-sdk-iOS/2.9.3 iOS/14.4 en_GB", "aws-sdk-ios-2.9.3"],
    ["Boto3/1.28.0 md/Botocore#1.31.0 ua/2.0", "aws-sdk-unknown-unknown"],
    ["Mozilla/5.0 (X11; Linux x86_64)", "aws-sdk-unknown-unknown"],
  ])("is told of the SDK that calls as %s", async (userAgent, awsSdkVersion) => {
    const app = await triggerApp(service.current, { PreSignUp: agree });
    await fetch(service.current.url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp", "user-agent": userAgent },
      body: JSON.stringify({ ClientId: app.ClientId, Username: "anna", Password: "Passw0rd!" }),
    });
    expect(app.events).toMatchObject([{ callerContext: { awsSdkVersion, clientId: app.ClientId } }]);
  });
});
