import { describe, expect, it } from "vitest";
import type { Attempted, Functions } from "../../src/domain/trigger/functions.ts";
import { attributesToMap } from "../../src/domain/trigger/inbound-federation.ts";
import { triggers } from "../../src/domain/trigger/index.ts";
import { beforeSignUp } from "../../src/domain/trigger/pre-sign-up.ts";
import { machineRandom as random } from "../../src/random.ts";
import { examplePool, exampleUser } from "../store/examples.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:federation";

/** Runs one function, and shows what it was sent. */
function running(response: object) {
  const runs: Attempted[] = [];
  const functions: Functions = {
    has: () => true,
    async run(attempt) {
      runs.push(attempt);
      return { kind: "answer", answer: { ...(attempt.event as object), response } };
    },
  };
  const silent = () => undefined;
  return { services: { functions, random, log: { debug: silent, info: silent, warn: silent, error: silent } }, runs };
}

// Through the front door: test/federation/triggers.test.ts.
describe("InboundFederation", () => {
  const pool = examplePool({ LambdaConfig: { InboundFederation: { LambdaVersion: "V1_0", LambdaArn: arn } } });
  const about = { pool, userName: "google_17", occasion: { client: { id: "client1" } } };
  const facts = {
    ...{ providerName: "Google", providerType: "Google" },
    attributes: { tokenResponse: { scope: "openid" }, idToken: { sub: "17" }, userInfo: { name: "Anna" } },
  };

  it("is told what the provider said, and puts all of it in other words", async () => {
    const { services, runs } = running({ userAttributesToMap: { name: "ANNA" } });
    expect(await attributesToMap(services, about, facts)).toEqual({ name: "ANNA" });
    expect(runs).toMatchObject([
      {
        arn,
        event: {
          ...{ version: "1", triggerSource: "InboundFederation_ExternalProvider", region: pool.region },
          ...{ userPoolId: pool.id, userName: "google_17", request: facts, response: { userAttributesToMap: {} } },
          callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "client1" },
        },
      },
    ]);
  });

  it("leaves it as it was where it names none", async () => {
    expect(await attributesToMap(running({ userAttributesToMap: {} }).services, about, facts)).toBeUndefined();
    const { services, runs } = running({});
    expect(await attributesToMap(services, { ...about, pool: examplePool() }, facts)).toBeUndefined();
    expect(runs).toEqual([]);
  });
});

describe("PreSignUp of somebody who comes from a provider", () => {
  it("is told what was mapped, and its answer counts", async () => {
    const pool = examplePool({ LambdaConfig: { PreSignUp: arn } });
    const { services, runs } = running({ autoConfirmUser: true, autoVerifyEmail: true });
    const user = exampleUser(pool, { username: "google_17", attributes: { email: "anna@example.com" } });
    const attributes = { "cognito:email_alias": "", email: "anna@example.com" };
    const newcomer = { pool, user, attributes, occasion: {} };
    const admitted = await beforeSignUp(services, newcomer, "PreSignUp_ExternalProvider");
    expect(admitted).toMatchObject({
      ...{ aliases: "take-over", user: { status: "CONFIRMED", attributes: { email_verified: "true" } } },
    });
    expect(runs).toMatchObject([
      { event: { triggerSource: "PreSignUp_ExternalProvider", request: { userAttributes: attributes } } },
    ]);
  });
});

describe("The table of triggers", () => {
  it("has every source of the guide once for each version of its event", () => {
    const sources = triggers.flatMap(({ sources, ...trigger }) =>
      sources.map((source) => `${"version" in trigger ? trigger.version : "1"} ${source}`),
    );
    expect(new Set(sources).size).toBe(sources.length);
    const counts = Map.groupBy(triggers, ({ name }) => name);
    const sourcesOf = (name: (typeof triggers)[number]["name"]) =>
      new Set(counts.get(name)?.flatMap(({ sources }): readonly string[] => sources)).size;
    expect(Object.fromEntries([...counts.keys()].map((name) => [name, sourcesOf(name)]))).toEqual({
      ...{ PreSignUp: 3, PostConfirmation: 2, PreAuthentication: 1, PostAuthentication: 1, PreTokenGeneration: 6 },
      ...{ UserMigration: 2, DefineAuthChallenge: 1, CreateAuthChallenge: 1, VerifyAuthChallengeResponse: 1 },
      ...{ CustomMessage: 7, CustomEmailSender: 8, CustomSMSSender: 7, InboundFederation: 1 },
    });
  });
});
