import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runTriggerCommand } from "../../src/contract/index.ts";
import { triggers } from "../../src/domain/trigger/index.ts";
import { keptLog } from "../declaration/declare.ts";
import { launch, root } from "../support/process.ts";

const folder = join(root, "examples/triggers");
const config = join(folder, "poolhouse.yaml");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const inPython = it.skipIf(!hasPython);

const surroundings = (print: (text: string) => void) => ({
  ...{ environment: { PATH: process.env.PATH }, log: keptLog(), print },
});

async function invoke(
  trigger: string,
  userAttributes?: Record<string, string>,
  more: readonly [string, unknown][] = [],
) {
  const parts: string[] = [];
  const edits = more.map(([path, value]) => ({ path: path.split("."), value }));
  if (userAttributes) edits.push({ path: ["request", "userAttributes"], value: userAttributes });
  const status = await runTriggerCommand(
    { name: "invoke", trigger, edits, config },
    surroundings((text) => parts.push(text)),
  );
  return { status, printed: parts.join("") };
}

describe("The example of each trigger", () => {
  it("is there", async () => {
    const { userPools } = parse(await readFile(config, "utf8")) as { userPools: { LambdaConfig: object }[] };
    const named = new Set(userPools.flatMap(({ LambdaConfig }) => Object.keys(LambdaConfig)));
    const every = triggers.map(({ name }) => (name === "PreTokenGeneration" ? "PreTokenGenerationConfig" : name));
    expect([...new Set(every)].filter((name) => !named.has(name))).toEqual([]);
  });

  it.each<[string, Record<string, string> | undefined, string]>([
    ["PreSignUp", { email: "sam@shop.example" }, "Creates the user, who is CONFIRMED at once."],
    ["PreSignUp_SignUp", undefined, "Creates the user, who is UNCONFIRMED."],
    ["PostConfirmation", undefined, "Changes nothing."],
    ["PreAuthentication", undefined, "Changes nothing."],
    ["TokenGeneration_Authentication", undefined, 'to "aws.cognito.signin.user.admin orders/write".'],
    ["DefineAuthChallenge", undefined, "Ends the sign-in"],
    ["CreateAuthChallenge", undefined, "Keeps these for VerifyAuthChallengeResponse: code."],
    ["VerifyAuthChallengeResponse", undefined, "Tells DefineAuthChallenge that the answer is wrong."],
    ["CustomMessage", undefined, 'its subject "Welcome to the shop"'],
    ["CustomMessage_AdminCreateUser", undefined, 'its subject "You have been invited to the shop"'],
    ["CustomEmailSender", { email: "ann@example.com" }, "mail to ann@example.com: 123456"],
    ["CustomSMSSender", { phone_number: "+15555550123" }, "text to +15555550123: 123456"],
    ["InboundFederation", undefined, "Maps these alone: sub, email, name."],
  ])("of %s holds with %j", async (trigger, userAttributes, said) => {
    const { status, printed } = await invoke(trigger, userAttributes);
    expect(printed).toContain(said);
    expect(status).toBe(0);
  });

  inPython("holds in Python, too (skipped where there is no python3)", async () => {
    expect(await invoke("PostAuthentication")).toMatchObject({
      status: 0,
      printed: expect.stringContaining("signed in"),
    });
    const mia = await invoke("UserMigration", undefined, [["userName", "mia"]]);
    expect(mia).toMatchObject({ status: 0, printed: expect.stringContaining("Creates mia, who is CONFIRMED") });
    expect((await invoke("UserMigration")).printed).toContain("because UserLambdaValidationException");
  });

  it("tells of no link where a message has a code", async () => {
    expect((await invoke("CustomMessage")).printed).not.toContain("Takes the link");
  });

  it("refuses whom it should", async () => {
    expect((await invoke("PreSignUp", { email: "eve@trash.example" })).status).toBe(1);
    const closed = await invoke("PreAuthentication", undefined, [["request.validationData", { closed: "true" }]]);
    expect(closed.printed).toContain("PreAuthentication failed with error The shop is closed.");
  });

  inPython("holds its fixtures (skipped where there is no python3)", async () => {
    const parts: string[] = [];
    const command = { name: "test", folder: join(folder, "fixtures"), config } as const;
    const status = await runTriggerCommand(
      command,
      surroundings((text) => parts.push(text)),
    );
    expect({ status, printed: parts.join("") }).toMatchObject({ status: 0 });
    expect(parts.length).toBeGreaterThan(3);
  });
});

describe("The shop with its triggers", () => {
  const ClientId = "shopclient0000000000000001";

  inPython("signs somebody up, in and on without a password (skipped where there is no python3)", async () => {
    await using service = await launch({ flags: { config }, folder });
    const cognito = service.sdk();
    const UserAttributes = [{ Name: "email", Value: "ann@example.com" }];
    await cognito.signUp({ ClientId, Username: "ann", Password: "Passw0rd!", UserAttributes });
    const [{ subject }] = await service.control<[{ subject: string }]>("GET", "/messages");
    expect(subject).toBe("Welcome to the shop");
    const ConfirmationCode = await service.codeSentTo("ann@example.com");
    await cognito.confirmSignUp({ ClientId, Username: "ann", ConfirmationCode });

    const AuthParameters = { USERNAME: "ann" };
    const { Session } = await cognito.initiateAuth({ ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters });
    const [{ logs }] = await service.control<[{ logs: string[] }]>(
      "GET",
      "/invocations?function=create-auth-challenge",
    );
    const ANSWER = /\d{6}/.exec(logs.join())?.[0] ?? "";
    const { AuthenticationResult } = await cognito.respondToAuthChallenge({
      ...{ ClientId, Session, ChallengeName: "CUSTOM_CHALLENGE", ChallengeResponses: { USERNAME: "ann", ANSWER } },
    });
    const claims = (token = "") => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(claims(AuthenticationResult?.IdToken)).toMatchObject({ tenant: "shop", "cognito:groups": ["customers"] });
    expect(claims(AuthenticationResult?.IdToken)).not.toHaveProperty("email");
    expect(claims(AuthenticationResult?.AccessToken).scope).toContain("orders/read");

    const migrated = { USERNAME: "mia", PASSWORD: "Passw0rd!" };
    const mia = await cognito.initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: migrated });
    expect(mia.AuthenticationResult?.AccessToken).toBeDefined();
  });
});
