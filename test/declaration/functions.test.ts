import { describe, expect, it } from "vitest";
import { declarationSchema } from "../../src/declaration/schema.ts";
import { databases, startForAll } from "../support/start.ts";
import { declare, mistakesIn, place } from "./declare.ts";
import { poolWith } from "./declared-pool.ts";

const functionsOf = (functions: object) => declarationSchema(place).parse({ functions }).functions;

describe("Declared functions", () => {
  it("may be run in one of four ways, with variables, time and memory", () => {
    const defaults = { environment: {}, timeout: 3, memory: 128 };
    expect(
      functionsOf({
        ts: { handler: "./triggers/a.ts#main" },
        js: { handler: "../b.cjs" },
        py: { python: "./c.py#handler", environment: { TABLE: "users" }, timeout: 0.5 },
        go: { command: ["./d", "--verbose"], memory: 512 },
        away: { invoke: "http://localhost:3001", functionName: "function", environment: null },
      }),
    ).toEqual({
      ts: { handler: "./triggers/a.ts#main", ...defaults },
      js: { handler: "../b.cjs", ...defaults },
      py: { python: "./c.py#handler", ...defaults, environment: { TABLE: "users" }, timeout: 0.5 },
      go: { command: ["./d", "--verbose"], ...defaults, memory: 512 },
      away: { invoke: "http://localhost:3001", functionName: "function", ...defaults },
    });
    expect(functionsOf({})).toEqual({});
  });

  it.each([
    ["{}", "2:6: functions.a: must have one of handler, python, command, invoke"],
    ["{ handler: ./a.ts, python: ./a.py }", "2:6: functions.a: must have one of handler, python, command, invoke"],
    [
      "{ handler: ./a.py#handler }",
      "2:17: functions.a.handler: must name a TypeScript or JavaScript file and what is called in it, such as ./greet.ts#handler",
    ],
    [
      "{ python: greet }",
      "2:16: functions.a.python: must name a Python file and what is called in it, such as ./greet.py#handler",
    ],
    ["{ command: ./bootstrap }", "2:17: functions.a.command: must be a list"],
    ["{ command: [] }", "2:17: functions.a.command: must not be empty"],
    ["{ invoke: localhost:3001 }", "2:16: functions.a.invoke: must be a URL that begins with http:// or https://"],
    ["{ handler: ./a.ts, functionName: b }", "2:39: functions.a.functionName: must stand beside invoke"],
    ["{ handler: ./a.ts, timeout: 901 }", "2:34: functions.a.timeout: must not be greater than 900"],
    ["{ handler: ./a.ts, timeout: 0 }", "2:34: functions.a.timeout: must not be less than 0.1"],
    ["{ handler: ./a.ts, memory: 64 }", "2:33: functions.a.memory: must not be less than 128"],
    ["{ handler: ./a.ts, environment: { A: 1 } }", "2:43: functions.a.environment.A: must be text: put it in quotes"],
    [
      '{ handler: ./a.ts, environment: { "A-B": b } }',
      "2:40: functions.a.environment.A-B: has a name that must match the pattern [a-zA-Z_]\\w*",
    ],
    ["{ handlr: ./a.ts }", "2:8: functions.a.handlr: is not known; did you mean handler?"],
  ])("are refused as %s, with the place", (declared, mistake) => {
    expect(mistakesIn(`functions:\n  a: ${declared}`)).toContain(mistake);
  });

  it("have names that Lambda takes", () => {
    expect(mistakesIn('functions:\n  "a b": { handler: ./a.ts }')).toEqual([
      '2:3: functions["a b"]: has a name that must match the pattern [a-zA-Z0-9-_]+',
    ]);
  });
});

/** Every member of LambdaConfig that names a function. */
const everyTrigger = (name: string) => ({
  ...Object.fromEntries(
    [
      ...["PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication"],
      ...["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "PreTokenGeneration"],
      "UserMigration",
    ].map((trigger) => [trigger, name]),
  ),
  PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: name },
  CustomSMSSender: { LambdaVersion: "V1_0", LambdaArn: name },
  CustomEmailSender: { LambdaVersion: "V1_0", LambdaArn: name },
  InboundFederation: { LambdaVersion: "V1_0", LambdaArn: name },
});

const KMSKeyID = "arn:aws:kms:us-east-1:123456789012:key/mine";

describe.each(databases)("A declared pool's triggers, on %s", async (kind) => {
  const pool = poolWith({ UserPoolTier: "PLUS", LambdaConfig: { ...everyTrigger("greet"), KMSKeyID } });
  const elsewhere = poolWith({
    Id: "eu-west-1_Elsewhere",
    LambdaConfig: { PreSignUp: "greet", PostConfirmation: "arn:aws:lambda:eu-west-1:000000000001:function:lost:live" },
  });
  const declaration = declarationSchema(place).parse({
    functions: { greet: { handler: "./greet.ts" } },
    userPools: [pool, elsewhere],
  });
  const service = await startForAll(kind, { declaration });

  it("name functions by their names alone, each of them", async () => {
    const { UserPool } = await service.current.sdk().describeUserPool({ UserPoolId: pool.Id });
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:greet";
    expect(UserPool?.LambdaConfig).toEqual({ ...everyTrigger(arn), KMSKeyID });
  });

  it("name them in the pool's own region, or by an ARN", async () => {
    const { UserPool } = await service.current.sdk("eu-west-1").describeUserPool({ UserPoolId: elsewhere.Id });
    expect(UserPool?.LambdaConfig).toEqual({
      PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:greet",
      PostConfirmation: "arn:aws:lambda:eu-west-1:000000000001:function:lost:live",
    });
  });
});

describe("A declared pool that names a function", () => {
  const pool = (triggers: string) =>
    `functions: { greet: { handler: ./greet.ts } }\nuserPools:\n  - Id: us-east-1_a\n    PoolName: a\n    LambdaConfig: ${triggers}`;

  it.each([
    ["{ PreSignUp: greet }", []],
    ["{ PreSignUp: gret }", ["5:32: userPools[0].LambdaConfig.PreSignUp: is not among the file's functions"]],
    [
      "{ PreTokenGenerationConfig: { LambdaVersion: V1_0, LambdaArn: gret } }",
      ["5:81: userPools[0].LambdaConfig.PreTokenGenerationConfig.LambdaArn: is not among the file's functions"],
    ],
    ["{ PreSignUp: a b }", ["5:32: userPools[0].LambdaConfig.PreSignUp: must be the name of a function, or its ARN"]],
    ["{ PreSignUp: toString }", ["5:32: userPools[0].LambdaConfig.PreSignUp: is not among the file's functions"]],
    ["{ KMSKeyID: greet }", [expect.stringMatching(/^5:31: userPools\[0\]\.LambdaConfig\.KMSKeyID: must/)]],
    ["{ PreSignup: greet }", ["5:21: userPools[0].LambdaConfig.PreSignup: is not known; did you mean PreSignUp?"]],
  ])("as %s is held against the functions of the file", (triggers, mistakes) => {
    expect(mistakesIn(pool(triggers))).toEqual(mistakes);
  });

  it("is none without functions, as ever", () => {
    expect(declare(poolWith()).functions).toEqual({});
  });
});
