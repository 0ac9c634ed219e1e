import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { runTriggerCommand } from "../../src/contract/index.ts";
import { machineRandom } from "../../src/random.ts";
import { keptLog } from "../declaration/declare.ts";
import { defaultApp, makeApp, password } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { fileOf, withFunctions } from "./declared.ts";
import { arnOf } from "./open.ts";

const { UserPoolId } = defaultApp;

interface Shown {
  readonly id: string;
  readonly at: string;
  readonly function: string;
  readonly event: unknown;
  readonly outcome: string;
  readonly logs: string[];
  readonly attempts: unknown[];
}

const event = { triggerSource: "PreSignUp_SignUp", userPoolId: UserPoolId, request: { password: "opensesame" } };

describe.each(databases)("Invocations, on %s", async (kind) => {
  const declaration = withFunctions({
    echo: { handler: fileOf("echo.ts") },
    refuse: { handler: fileOf("refuse.ts") },
    hang: { handler: fileOf("hang.ts"), timeout: 1 },
  });
  const service = await startForAll(kind, { declaration });
  const list = (query = "") => service.current.control<Shown[]>("GET", `/invocations${query}`);
  const call = (name: string, given: unknown = event, patience = 20_000, invocation?: string) =>
    service.current.functions.run({ arn: arnOf(name), event: given, patience, invocation });

  beforeEach(() => service.current.control("DELETE", "/invocations"));

  it("are shown with what went in, what came out and what was written", async () => {
    await call("echo");
    expect(await list()).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        function: "echo",
        functionArn: arnOf("echo"),
        userPoolId: UserPoolId,
        triggerSource: "PreSignUp_SignUp",
        event,
        outcome: "answer",
        answer: { ...event, response: { answered: true } },
        error: null,
        duration: expect.any(Number),
        logs: ["called"],
        attempts: [
          {
            requestId: expect.stringMatching(/^[\da-f-]{36}$/),
            at: expect.stringMatching(/^\d{4}-.*Z$/),
            duration: expect.any(Number),
            outcome: "answer",
            answer: { ...event, response: { answered: true } },
            error: null,
            logs: ["called"],
          },
        ],
      },
    ]);
  });

  it("are shown with the error, whether the function failed or was not there", async () => {
    await call("refuse");
    await call("nobody");
    expect(await list()).toMatchObject([
      {
        function: "refuse",
        outcome: "error",
        answer: null,
        error: { errorType: "RangeError", errorMessage: "not you" },
      },
      {
        function: "nobody",
        outcome: "not-run",
        error: { errorType: "ResourceNotFoundException", errorMessage: "functions in poolhouse.yaml has no nobody" },
      },
    ]);
  });

  it("have all the attempts of one call", async () => {
    const invocation = machineRandom.uuid();
    expect(await call("hang", event, 300, invocation)).toEqual({ kind: "no-answer" });
    await call("echo", event, 20_000, invocation);
    const [shown, ...others] = await list();
    expect(others).toEqual([]);
    expect(shown).toMatchObject({ outcome: "answer", attempts: [{ outcome: "no-answer" }, { outcome: "answer" }] });
    expect(shown?.logs).toContain("called");
  });

  it("are found by function, trigger source, pool, and after another or a time", async () => {
    await call("echo");
    await call("echo", { ...event, triggerSource: "CustomMessage_SignUp" });
    await call("refuse", { body: "of a route" });
    const all = await list();
    const numbers = async (query: string) => (await list(query)).map(({ id }) => all.findIndex((one) => one.id === id));
    expect(await numbers("?function=echo")).toEqual([0, 1]);
    expect(await numbers("?triggerSource=CustomMessage_SignUp")).toEqual([1]);
    expect(await numbers(`?userPoolId=${UserPoolId}`)).toEqual([0, 1]);
    expect(await numbers(`?after=${all[0]?.id}`)).toEqual([1, 2]);
    expect(await numbers(`?function=echo&after=${all[0]?.id}`)).toEqual([1]);
    expect(await numbers("?after=2999-01-01T00:00:00Z")).toEqual([]);
    await expect(list("?source=x")).rejects.toThrow(/source is not known; known are function, triggerSource/);
    await expect(list("?after=yesterday")).rejects.toThrow(/400 .*must be an invocation's id or a time/);
  });

  it("run once more with the same event", async () => {
    await call("echo");
    const [first] = await list();
    const again = await service.current.control<Shown>("POST", `/invocations/${first?.id}/replay`);
    expect(again).toMatchObject({ function: "echo", event, outcome: "answer", logs: ["called"] });
    expect(Number(again.id)).toBeGreaterThan(Number(first?.id));
    expect(await list()).toEqual([first, again]);
    for (const id of ["0", "none"]) {
      await expect(service.current.control("POST", `/invocations/${id}/replay`)).rejects.toThrow(
        /There is no invocation/,
      );
    }
  });

  it("go with their pool's reset, all of them with the service's", async () => {
    await call("echo");
    await call("echo", {});
    await service.current.control("POST", `/reset?userPoolId=${UserPoolId}`);
    expect(await list()).toMatchObject([{ event: {} }]);
    await service.current.control("POST", "/reset");
    expect(await list()).toEqual([]);
  });

  it("that are given much, or answer it, are told of and not kept whole", async () => {
    const notKept = expect.stringMatching(/^… \d+ characters, which are not kept$/);
    await call("echo", { text: "x".repeat(65_500) });
    await call("echo", { text: "x".repeat(100_000) });
    const [less, more] = await list();
    expect(less).toMatchObject({ event: { text: expect.any(String) }, answer: notKept });
    expect(more).toMatchObject({ event: notKept, answer: notKept });
    await expect(service.current.control("POST", `/invocations/${more?.id}/replay`)).rejects.toThrow(
      /409 .*The event of invocation \d+ was too long to be kept/,
    );
  });

  it("take no more room than that, whatever an app hands to a function", async () => {
    const app = await makeApp(service.current, { LambdaConfig: { PreSignUp: arnOf("echo") } });
    const ClientMetadata = Object.fromEntries(Array.from({ length: 25 }, (_, key) => [key, "x".repeat(131_072)]));
    const refused = service.current.sdk().signUp({
      ...{ ClientId: app.ClientId, Username: "anna", Password: password, ClientMetadata },
    });
    await refused.catch(() => undefined); // the echo is no answer to it
    const [shown] = await list(`?userPoolId=${app.UserPoolId}`);
    expect(JSON.stringify(shown).length).toBeLessThan(2_000);
  });
});

describe("Invocations in shared mode", async () => {
  const environment = {
    POOLHOUSE_MODE: "shared",
    POOLHOUSE_SECRET: "a secret that only the tests know",
    POOLHOUSE_ACCESS_KEYS: "AKIATEST:s3cr3t",
    POOLHOUSE_CONTROL_TOKEN: "token",
  };
  const declaration = withFunctions({ echo: { handler: fileOf("echo.ts") }, tell: { handler: fileOf("tell.ts") } });
  const service = await startForAll("memory", { declaration, environment });

  const telling = {
    ...{ triggerSource: "VerifyAuthChallengeResponse_Authentication", userPoolId: UserPoolId, userName: "anna" },
    request: {
      ...{
        password: "opensesame",
        code: "123456",
        challengeAnswer: "blue",
        userAttributes: { email: "blue@a.example" },
      },
      privateChallengeParameters: { colour: "blue", other: "green" },
      attributes: { tokenResponse: { access_token: "abc", expires_in: "60" }, userInfo: { sub: "1" } },
      session: [{ challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "CODE-654321" }],
    },
  };

  async function shown(name: string, validationData?: object) {
    const { functions, url } = service.current;
    const request = { ...telling.request, validationData };
    await functions.run({ arn: arnOf(name), event: { ...telling, request }, patience: 20_000 });
    const query = new URLSearchParams({ function: name });
    const answer = await fetch(`${url}/_poolhouse/invocations?${query}`, {
      headers: { authorization: "Bearer token" },
    });
    return answer.json();
  }

  it("keep to themselves what is secret, equal secrets alike", async () => {
    const masked = {
      request: {
        ...{ password: "***1", code: "***2", challengeAnswer: "***3", userAttributes: { email: "blue@a.example" } },
        privateChallengeParameters: { colour: "***3", other: "***4" },
        attributes: { tokenResponse: { access_token: "***5", expires_in: "***6" }, userInfo: { sub: "1" } },
        session: [{ challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "***7" }],
      },
    };
    expect(await shown("echo")).toMatchObject([
      { event: masked, answer: { ...masked, response: { answered: true } }, logs: [] },
    ]);
  });

  it("find secrets where the function has written them into its answer", async () => {
    expect(await shown("tell")).toMatchObject([
      { answer: { response: { challengeMetadata: "CODE-***2", said: ["It is ***3, not ***4"] } } },
    ]);
    expect(await shown("tell", {})).toMatchObject([{}, { error: { errorMessage: "It is not ***4" } }]);
  });

  it("are captured with their masks, so that an answer which was right is right again", async () => {
    using folder = temporaryFolder();
    await shown("echo");
    const environment = { POOLHOUSE_CONTROL_TOKEN: "token" };
    const surroundings = { environment, log: keptLog(), print: () => undefined };
    const filters = { function: "echo" };
    const command = { name: "capture", url: service.current.url, out: folder.path, filters } as const;
    expect(await runTriggerCommand(command, surroundings)).toBe(0);
    const [file = ""] = await readdir(folder.path);
    const { request } = JSON.parse(await readFile(join(folder.path, file), "utf8")).event;
    expect(request).toMatchObject({
      ...{ password: "***1", challengeAnswer: "***3", privateChallengeParameters: { colour: "***3", other: "***4" } },
    });
  });
});
