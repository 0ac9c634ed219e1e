import { AuthenticationDetails, type CognitoUser, type CognitoUserSession } from "amazon-cognito-identity-js";
import { describe, expect, it } from "vitest";
import { identityJsUser } from "../support/identity-js.ts";
import { totp, withApp } from "../support/mfa.ts";
import { type App, password } from "../support/people.ts";
import { srpClient } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";
import { customClient, customSignIns, riddles, sessionOf } from "./riddles.ts";
import { workbench } from "./workbench.ts";

const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe.each(databases)("CUSTOM_AUTH with a password first, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });
  const make = () => triggerApp(service.current, riddles, {}, customClient);
  const peopleIn = (app: App) => customSignIns(service.current, app);

  /** Begins with SRP_A, and answers PASSWORD_VERIFIER. */
  async function bySrp(app: App, username: string, PASSWORD = password) {
    const { cognito } = peopleIn(app);
    const srp = srpClient(app.UserPoolId);
    const AuthParameters = { USERNAME: username, CHALLENGE_NAME: "SRP_A", SRP_A: srp.A };
    const { ClientId } = app;
    const asked = await cognito.initiateAuth({ ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters });
    expect(asked.ChallengeName).toBe("PASSWORD_VERIFIER");
    const proof = await srp.answerTo(asked.ChallengeParameters ?? {}, { clientId: ClientId, password: PASSWORD });
    return () => cognito.respondToAuthChallenge(proof);
  }

  it("takes the password by SRP first, where the function wants it", async () => {
    const app = await make();
    const { make: person, answer } = peopleIn(app);
    await person("fritz");
    await expect((await bySrp(app, "fritz", "Wr0ng!pass"))()).rejects.toMatchObject(wrong);
    const asked = await (await bySrp(app, "fritz"))();
    expect(asked).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
    const done = await answer("CUSTOM_CHALLENGE", "fritz", asked.Session, { ANSWER: "a piano" });
    expect(done.AuthenticationResult).toBeDefined();
    expect(sessionOf(app.events.at(-1)!)).toEqual([
      { challengeName: "SRP_A", challengeResult: true, challengeMetadata: null },
      { challengeName: "PASSWORD_VERIFIER", challengeResult: true, challengeMetadata: null },
      { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "RIDDLE" },
    ]);
  });

  it("asks for a new password and for a second factor after the password, and tells the functions of both", async () => {
    const app = await make();
    const { UserPoolId } = app;
    const people = peopleIn(app);
    await people.cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OPTIONAL", ...withApp });
    await people.make("gerda");
    const secret = await people.registerApp(await people.signIn("gerda"));
    await people.cognito.adminSetUserPassword({ UserPoolId, Username: "gerda", Password: password });
    const first = await (await bySrp(app, "gerda"))();
    expect(first.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const second = await people.answer("NEW_PASSWORD_REQUIRED", "gerda", first.Session, { NEW_PASSWORD: "An0ther!1" });
    expect(second.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const SOFTWARE_TOKEN_MFA_CODE = totp(secret);
    const third = await people.answer("SOFTWARE_TOKEN_MFA", "gerda", second.Session, { SOFTWARE_TOKEN_MFA_CODE });
    expect(third.ChallengeName).toBe("CUSTOM_CHALLENGE");
    expect(sessionOf(app.events.at(-1)!).map(({ challengeName }) => challengeName)).toEqual([
      ...["SRP_A", "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"],
    ]);
    const done = await people.answer("CUSTOM_CHALLENGE", "gerda", third.Session, { ANSWER: "a piano" });
    expect(done.AuthenticationResult).toBeDefined();
  });

  interface Callbacks {
    onSuccess(session: CognitoUserSession): void;
    onFailure(error: Error): void;
    customChallenge(parameters: Record<string, string>): void;
  }

  /** A sign-in with the library, whose questions are answered in turn. */
  const withLibrary = (user: CognitoUser, begin: (callbacks: Callbacks) => void, answers: string[]) =>
    new Promise<CognitoUserSession>((onSuccess, onFailure) => {
      const callbacks: Callbacks = {
        onSuccess,
        onFailure,
        customChallenge: () => user.sendCustomChallengeAnswer(answers.shift() ?? "", callbacks),
      };
      begin(callbacks);
    });

  it("goes round with amazon-cognito-identity-js, with and without the password", async () => {
    const app = await make();
    await peopleIn(app).make("olga");
    const options = { endpoint: service.current.url, userPoolId: app.UserPoolId, clientId: app.ClientId };
    const user = identityJsUser(options, "olga");
    user.setAuthenticationFlowType("CUSTOM_AUTH");
    const details = new AuthenticationDetails({ Username: "olga", Password: password });
    const bare = await withLibrary(user, (callbacks) => user.initiateAuth(details, callbacks), ["a map", "a piano"]);
    expect(bare.isValid()).toBe(true);
    const whole = await withLibrary(user, (callbacks) => user.authenticateUser(details, callbacks), ["a piano"]);
    expect(whole.getAccessToken().payload).toMatchObject({ username: "olga", token_use: "access" });
    expect(sessionOf(app.events.at(-1)!).map(({ challengeName }) => challengeName)).toEqual([
      ...["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"],
    ]);
  });
});
