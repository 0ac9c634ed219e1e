import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { deviceOf } from "../support/device.ts";
import { withApp } from "../support/mfa.ts";
import { password } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { customClient, customSignIns, issue, riddles, sessionOf } from "./riddles.ts";
import { agree, answering, type Event, envelope, type Handler, type Handlers, workbench } from "./workbench.ts";

const hiding = { ...customClient, PreventUserExistenceErrors: "ENABLED" } as const;
const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };
const usedUp = { message: "Invalid session for the user, session can only be used once." };

describe.each(databases)("CUSTOM_AUTH, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });
  const make = (more: Handlers = {}, pool = {}, client: Parameters<typeof triggerApp>[3] = customClient) =>
    triggerApp(service.current, { ...riddles, ...more }, pool, client);
  const peopleIn = (app: Parameters<typeof customSignIns>[1]) => customSignIns(service.current, app);
  const sources = ({ events }: { events: Event[] }) => events.map(({ triggerSource }) => triggerSource.split("_")[0]);

  it("asks what the pool's functions ask, and gives tokens when they are satisfied", async () => {
    const app = await make();
    const { make: person, begin, answer, attributesOf } = peopleIn(app);
    await person("anna");
    const { sub } = await attributesOf("anna");
    const asked = await begin("anna");
    expect(asked).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE", Session: expect.any(String) });
    expect(asked.ChallengeParameters).toEqual({ USERNAME: "anna", question: "What has keys and opens no door?" });
    const { AuthenticationResult } = await answer("CUSTOM_CHALLENGE", "anna", asked.Session, { ANSWER: "a piano" });
    expect(decodeJwt(AuthenticationResult?.IdToken ?? "")).toMatchObject({ sub, token_use: "id" });

    const userAttributes = {
      ...{ sub, "cognito:user_status": "CONFIRMED" },
      ...{ email: "anna@example.com", email_verified: "true" },
    };
    const undecided = { challengeName: null, issueTokens: null, failAuthentication: null };
    const result = { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "RIDDLE" };
    expect(app.events).toEqual([
      {
        ...envelope(app, "DefineAuthChallenge_Authentication", "anna"),
        request: { userAttributes, session: [] },
        response: undecided,
      },
      {
        ...envelope(app, "CreateAuthChallenge_Authentication", "anna"),
        request: { userAttributes, challengeName: "CUSTOM_CHALLENGE", session: [] },
        response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
      },
      {
        ...envelope(app, "VerifyAuthChallengeResponse_Authentication", "anna"),
        request: {
          userAttributes,
          privateChallengeParameters: { answer: "a piano" },
          challengeAnswer: "a piano",
        },
        response: { answerCorrect: null },
      },
      {
        ...envelope(app, "DefineAuthChallenge_Authentication", "anna"),
        request: { userAttributes, session: [result] },
        response: undecided,
      },
    ]);
  });

  it("hands the metadata of answers to its functions, and that of the first call to PreAuthentication alone", async () => {
    const app = await make({ PreAuthentication: agree, PostAuthentication: agree, PreTokenGeneration: agree });
    const { cognito, make: person } = peopleIn(app);
    const { ClientId, UserPoolId } = app;
    await person("bert");
    const { Session } = await cognito.adminInitiateAuth({
      ...{ UserPoolId, ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: "bert" } },
      ClientMetadata: { step: "one" },
    });
    await cognito.adminRespondToAuthChallenge({
      ...{ UserPoolId, ClientId, ChallengeName: "CUSTOM_CHALLENGE", Session },
      ...{ ChallengeResponses: { USERNAME: "bert", ANSWER: "a piano" }, ClientMetadata: { step: "two" } },
    });
    expect(sources(app)).toEqual([
      ...["PreAuthentication", "DefineAuthChallenge", "CreateAuthChallenge"],
      ...["VerifyAuthChallengeResponse", "DefineAuthChallenge", "PostAuthentication", "TokenGeneration"],
    ]);
    const [first, ...others] = app.events.map(({ request }) => request);
    expect(first).toMatchObject({ validationData: { step: "one" } });
    expect(others.map(({ clientMetadata }) => clientMetadata)).toEqual([
      ...[undefined, undefined],
      ...Array(4).fill({ step: "two" }),
    ]);
  });

  it("leaves it to the functions how many wrong answers are too many", async () => {
    const app = await make();
    const { make: person, begin, answer } = peopleIn(app);
    await person("carla");
    let { Session } = await begin("carla");
    for (const guess of ["a map", "a song"]) {
      const again = await answer("CUSTOM_CHALLENGE", "carla", Session, { ANSWER: guess });
      expect(again).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
      Session = again.Session;
    }
    await expect(answer("CUSTOM_CHALLENGE", "carla", Session, { ANSWER: "a jailer" })).rejects.toMatchObject(wrong);
    await expect(answer("CUSTOM_CHALLENGE", "carla", Session, { ANSWER: "a piano" })).rejects.toMatchObject(usedUp);
    expect(sessionOf(app.events.at(-1)!)).toEqual(
      Array(3).fill({ challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "RIDDLE" }),
    );
  });

  it("has each answer judged once: of twenty at a time one goes through", async () => {
    const app = await make();
    const { make: person, begin, answer } = peopleIn(app);
    await person("dora");
    const { Session } = await begin("dora");
    const answers = Array.from({ length: 20 }, () =>
      answer("CUSTOM_CHALLENGE", "dora", Session, { ANSWER: "a piano" }),
    );
    const settled = await Promise.allSettled(answers);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(sources(app).filter((source) => source === "VerifyAuthChallengeResponse")).toHaveLength(1);
  });

  it("keeps what does not fit into a session, and tells the client nothing of it", async () => {
    const answerText = "x".repeat(50_000);
    const CreateAuthChallenge: Handler = answering({
      publicChallengeParameters: { hint: "long" },
      privateChallengeParameters: { answer: answerText },
      challengeMetadata: "m".repeat(5_000),
    });
    const app = await make({ CreateAuthChallenge });
    const { make: person, begin, answer } = peopleIn(app);
    await person("emil");
    let asked = await begin("emil");
    for (const guess of ["short", answerText]) {
      expect(asked.Session?.length).toBeLessThanOrEqual(2_048);
      expect(JSON.stringify(asked)).not.toContain(answerText.slice(0, 20));
      asked = await answer("CUSTOM_CHALLENGE", "emil", asked.Session, { ANSWER: guess });
    }
    expect(asked).toMatchObject({ AuthenticationResult: { AccessToken: expect.any(String) } });
  });

  it("asks for nothing more when the functions are satisfied, be it at once", async () => {
    const app = await make({ DefineAuthChallenge: issue });
    const { UserPoolId } = app;
    const people = peopleIn(app);
    await people.cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON", ...withApp });
    await people.invite("hugo", { TemporaryPassword: password });
    const { AuthenticationResult } = await people.begin("hugo");
    expect(AuthenticationResult).toBeDefined();
    expect(await people.get("hugo")).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
  });

  it("puts failing above issuing, and issuing above another question", async () => {
    let decision = {};
    const app = await make({ DefineAuthChallenge: (event) => answering(decision)(event) });
    const { make: person, begin } = peopleIn(app);
    await person("ida");
    decision = { challengeName: "CUSTOM_CHALLENGE", issueTokens: true, failAuthentication: true };
    await expect(begin("ida")).rejects.toMatchObject(wrong);
    decision = { challengeName: "CUSTOM_CHALLENGE", issueTokens: true, failAuthentication: false };
    expect((await begin("ida")).AuthenticationResult).toBeDefined();
  });

  it.each([
    ["decides nothing", {}],
    ["wants a challenge that there is not", { challengeName: "RIDDLE" }],
    ["wants a password of which there is no SRP_A", { challengeName: "PASSWORD_VERIFIER" }],
  ])("fails when DefineAuthChallenge %s", async (_what, decision) => {
    const app = await make({ DefineAuthChallenge: answering(decision) });
    const { make: person, begin } = peopleIn(app);
    await person("jan");
    await expect(begin("jan")).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "Unrecognizable lambda output",
    });
  });

  it.each(["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"] as const)(
    "ends when %s fails, in its words",
    async (name) => {
      let broken = false;
      const whole = riddles[name] as Handler;
      const handler: Handler = (event) => {
        if (broken) throw new Error("Too many attempts");
        return whole(event);
      };
      const app = await make({ [name]: handler });
      const { make: person, begin, answer } = peopleIn(app);
      await person("karl");
      const { Session } = await begin("karl");
      broken = true;
      const answered = answer("CUSTOM_CHALLENGE", "karl", Session, { ANSWER: "a map" });
      await expect(answered).rejects.toMatchObject({
        name: "UserLambdaValidationException",
        message: `${name} failed with error Too many attempts.`,
      });
      broken = false;
      await expect(answer("CUSTOM_CHALLENGE", "karl", Session, { ANSWER: "a piano" })).rejects.toMatchObject(usedUp);
    },
  );

  it("asks nobody the same questions where the client hides that there is nobody, and gives no tokens", async () => {
    const app = await make({}, {}, hiding);
    const { make: person, begin, answer } = peopleIn(app);
    await person("lisa");
    const known = await begin("lisa");
    const asked = await begin("nobody");
    expect(Object.keys(asked.ChallengeParameters ?? {})).toEqual(Object.keys(known.ChallengeParameters ?? {}));
    const events = app.events.filter(({ userName }) => userName === "nobody");
    expect(events.map(({ request }) => request)).toMatchObject([
      { userAttributes: {}, session: [], userNotFound: true },
      { userAttributes: {}, challengeName: "CUSTOM_CHALLENGE", userNotFound: true },
    ]);
    expect(app.events[0]?.request).toMatchObject({ userNotFound: false });
    await expect(answer("CUSTOM_CHALLENGE", "nobody", asked.Session, { ANSWER: "a piano" })).rejects.toMatchObject(
      wrong,
    );
    expect(app.events.at(-2)).toMatchObject({ userName: "nobody", request: { userNotFound: true } });

    const open = await make();
    await expect(peopleIn(open).begin("nobody")).rejects.toMatchObject({ name: "UserNotFoundException" });
    expect(open.events).toEqual([]);
  });

  it("keeps out who is disabled, unconfirmed or has to reset the password", async () => {
    const app = await make();
    const { UserPoolId } = app;
    const { cognito, make: person, begin, signUp } = peopleIn(app);
    await person("mona");
    await cognito.adminResetUserPassword({ UserPoolId, Username: "mona" });
    await expect(begin("mona")).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
    await cognito.adminDisableUser({ UserPoolId, Username: "mona" });
    await expect(begin("mona")).rejects.toMatchObject({ message: "User is disabled." });
    await signUp("nils");
    await expect(begin("nils")).rejects.toMatchObject({ name: "UserNotConfirmedException" });
    expect(app.events).toEqual([]);
  });

  it("keeps out who has to reset the password by the time the functions are satisfied", async () => {
    const app = await make();
    const { UserPoolId } = app;
    const { cognito, make: person, begin, answer } = peopleIn(app);
    await person("olga");
    const { Session } = await begin("olga");
    await cognito.adminResetUserPassword({ UserPoolId, Username: "olga" });
    await expect(answer("CUSTOM_CHALLENGE", "olga", Session, { ANSWER: "a piano" })).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
    });
  });

  it("knows the person's device once the functions are satisfied, and offers no other", async () => {
    const app = await make({}, { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } });
    const { make: person, begin, answer, cognito, initiate } = peopleIn(app);
    await person("dana");
    const solve = async (more: Record<string, string> = {}) => {
      const { Session } = await begin("dana");
      return answer("CUSTOM_CHALLENGE", "dana", Session, { ANSWER: "a piano", ...more });
    };
    const { AuthenticationResult: first } = await solve();
    const { DeviceKey, DeviceSecretVerifierConfig, ...device } = await deviceOf(first?.NewDeviceMetadata ?? {});
    const { AccessToken } = first ?? {};
    await cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });

    await cognito.updateDeviceStatus({ AccessToken, DeviceKey, DeviceRememberedStatus: "not_remembered" });
    const { AuthenticationResult: again } = await solve({ DEVICE_KEY: DeviceKey });
    expect(again?.NewDeviceMetadata).toBeUndefined();
    expect(decodeJwt(again?.AccessToken ?? "").device_key).toBe(DeviceKey);
    const REFRESH_TOKEN = again?.RefreshToken ?? "";
    const refreshed = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN, DEVICE_KEY: DeviceKey });
    expect(decodeJwt(refreshed.AuthenticationResult?.AccessToken ?? "").device_key).toBe(DeviceKey);

    await cognito.updateDeviceStatus({ AccessToken, DeviceKey, DeviceRememberedStatus: "remembered" });
    const asked = await solve({ DEVICE_KEY: DeviceKey });
    expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
    const proof = await answer("DEVICE_SRP_AUTH", "dana", asked.Session, {
      DEVICE_KEY: DeviceKey,
      SRP_A: device.SRP_A,
    });
    const answers = await device.answer(proof.ChallengeParameters);
    const { AuthenticationResult: proven } = await answer("DEVICE_PASSWORD_VERIFIER", "dana", proof.Session, answers);
    expect(decodeJwt(proven?.AccessToken ?? "").device_key).toBe(DeviceKey);

    const { AuthenticationResult: stranger } = await solve({
      DEVICE_KEY: "us-east-1_00000000-0000-4000-8000-000000000000",
    });
    expect(stranger?.NewDeviceMetadata?.DeviceKey).toBeDefined();
  });
});
