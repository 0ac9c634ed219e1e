import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { keptLog } from "../declaration/declare.ts";
import { makeApp } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { fileOf, withFunctions } from "./declared.ts";
import { arnOf } from "./open.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("A pool's triggers and declared functions", async () => {
  const log = keptLog();
  const declaration = withFunctions({
    confirm: { handler: fileOf("confirm.ts"), timeout: 15 },
    refuse: { handler: fileOf("refuse.ts") },
    welcome: { python: fileOf("welcome.py") },
    away: { invoke: "http://127.0.0.1:59999" },
  });
  const service = await startForAll("sqlite", { declaration, log });
  const app = (LambdaConfig: object) => makeApp(service.current, { LambdaConfig });
  const signUp = ({ ClientId }: { ClientId: string }) =>
    service.current.sdk().signUp({ ClientId, Username: "ada", Password: "Passw0rd!", UserAttributes: [] });

  it("may call the service back, which sees what the trigger may see", async () => {
    const { UserPoolId, ClientId } = await app({ PostConfirmation: arnOf("confirm") });
    await signUp({ ClientId });
    await service.current.sdk().adminConfirmSignUp({ UserPoolId, Username: "ada" });
    const { UserAttributes } = await service.current.sdk().adminGetUser({ UserPoolId, Username: "ada" });
    expect(UserAttributes).toContainEqual({ Name: "nickname", Value: "CONFIRMED" });
  });

  it("end in the function's error, which is recorded", async () => {
    const { UserPoolId, ClientId } = await app({ PreSignUp: arnOf("refuse") });
    await expect(signUp({ ClientId })).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error not you.",
    });
    expect(await service.current.control("GET", `/invocations?userPoolId=${UserPoolId}`)).toMatchObject([
      { function: "refuse", triggerSource: "PreSignUp_SignUp", error: { errorMessage: "not you" }, attempts: [{}] },
    ]);
  });

  it("end in an exception and a line with the URL where nobody listens", async () => {
    const { ClientId } = await app({ PreSignUp: arnOf("away") });
    await expect(signUp({ ClientId })).rejects.toMatchObject({
      name: "UnexpectedLambdaException",
      message: "PreSignUp invocation failed due to error ServiceException.",
    });
    expect(log.lines.join("\n")).toContain("http://127.0.0.1:59999/2015-03-31/functions/away/invocations");
  });

  it.skipIf(!hasPython)("may be in Python (skipped where there is no python3)", async () => {
    const { ClientId } = await app({ PreSignUp: arnOf("welcome") });
    expect(await signUp({ ClientId })).toMatchObject({ UserConfirmed: true });
  });
});
