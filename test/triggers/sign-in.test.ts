import { describe, expect, it } from "vitest";
import { signingIn, totp, withApp } from "../support/mfa.ts";
import { emailOf, everyFlow, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, envelope, type Handler, workbench } from "./workbench.ts";

const hiding = { PreventUserExistenceErrors: "ENABLED", ExplicitAuthFlows: everyFlow } as const;

const refuse = (): never => {
  throw new Error("Not today");
};

const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe.each(databases)("PreAuthentication, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  it("is told who begins a sign-in, whatever the password; ClientMetadata is its validation data", async () => {
    const app = await triggerApp(service.current, { PreAuthentication: agree });
    const people = peopleOf(service.current, app);
    await people.make("anna");
    await expect(people.signIn("anna", "Wr0ng!pass")).rejects.toMatchObject(wrong);
    await people.cognito.adminInitiateAuth({
      ...{ UserPoolId: app.UserPoolId, ClientId: app.ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "anna", PASSWORD: password },
      ClientMetadata: { shop: "nine" },
    });
    const { sub } = await people.attributesOf("anna");
    const userAttributes = {
      sub,
      "cognito:user_status": "CONFIRMED",
      email: "anna@example.com",
      email_verified: "true",
    };
    const event = { ...envelope(app, "PreAuthentication_Authentication", "anna"), response: {} };
    expect(app.events).toEqual([
      { ...event, request: { userAttributes, validationData: null } },
      { ...event, request: { userAttributes, validationData: { shop: "nine" } } },
    ]);
  });

  it("is told of nobody through clients that hide it, and of nobody at all through others", async () => {
    const app = await triggerApp(service.current, { PreAuthentication: agree }, {}, hiding);
    const people = peopleOf(service.current, app);
    await people.make("bert");
    await people.signIn("bert");
    await expect(people.signIn("nobody")).rejects.toMatchObject(wrong);
    expect(app.events).toMatchObject([{ request: { userNotFound: false } }, { userName: "nobody" }]);
    expect(app.events[1]?.request).toEqual({ userAttributes: {}, validationData: null, userNotFound: true });

    const open = await triggerApp(service.current, { PreAuthentication: agree });
    const others = peopleOf(service.current, open);
    await expect(others.signIn("nobody")).rejects.toMatchObject({ name: "UserNotFoundException" });
    expect(open.events).toEqual([]);
  });

  it("shows aliases, and that there is a second factor", async () => {
    const app = await triggerApp(service.current, { PreAuthentication: agree }, { AliasAttributes: ["email"] });
    await service.current
      .sdk()
      .setUserPoolMfaConfig({ UserPoolId: app.UserPoolId, MfaConfiguration: "OPTIONAL", ...withApp });
    const people = signingIn(service.current, app);
    await people.make("carla");
    await people.registerApp(await people.signIn("carla"));
    await people.withPassword(emailOf("carla"));
    expect(app.events.at(-1)).toMatchObject({
      userName: "carla",
      request: { userAttributes: { "cognito:email_alias": "carla@example.com", "cognito:mfa_enabled": "true" } },
    });
    expect(app.events[0]?.request.userAttributes).not.toHaveProperty("cognito:mfa_enabled");
  });

  it("comes before anything else is said, and is not asked of a refresh", async () => {
    let closed = false;
    const PreAuthentication: Handler = (event) => (closed ? refuse() : event);
    const app = await triggerApp(service.current, { PreAuthentication });
    const people = peopleOf(service.current, app);
    const { RefreshToken } = await people.makeSignedIn("dora");
    await people.signUp("unconfirmed");
    closed = true;
    const refused = {
      name: "UserLambdaValidationException",
      message: "PreAuthentication failed with error Not today.",
    };
    await expect(people.signIn("dora")).rejects.toMatchObject(refused);
    await expect(people.signIn("unconfirmed")).rejects.toMatchObject(refused);
    const bySrp = srpAnswer(people.cognito, {
      ...{ userPoolId: app.UserPoolId, clientId: app.ClientId, username: "dora", password },
    });
    await expect(bySrp).rejects.toMatchObject(refused);
    await people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
  });
});

describe.each(databases)("PostAuthentication, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  it("is told who has shown all that is asked for; ClientMetadata is that of the answer", async () => {
    const app = await triggerApp(service.current, { PostAuthentication: agree });
    const people = peopleOf(service.current, app);
    await people.make("anna");
    const { cognito, ClientId, UserPoolId } = people;
    await cognito.initiateAuth({
      ...{ ClientId, AuthFlow: "USER_PASSWORD_AUTH", ClientMetadata: { begun: "yes" } },
      AuthParameters: { USERNAME: "anna", PASSWORD: password },
    });
    const answer = await srpAnswer(cognito, { userPoolId: UserPoolId, clientId: ClientId, username: "anna", password });
    await cognito.respondToAuthChallenge({ ...answer, ClientMetadata: { shop: "nine" } });
    const { sub } = await people.attributesOf("anna");
    const userAttributes = {
      sub,
      "cognito:user_status": "CONFIRMED",
      email: "anna@example.com",
      email_verified: "true",
    };
    const event = { ...envelope(app, "PostAuthentication_Authentication", "anna"), response: {} };
    expect(app.events).toEqual([
      { ...event, request: { userAttributes, newDeviceUsed: false } },
      { ...event, request: { userAttributes, newDeviceUsed: false, clientMetadata: { shop: "nine" } } },
    ]);
  });

  it("is told of no refresh", async () => {
    const app = await triggerApp(service.current, { PostAuthentication: agree });
    const people = peopleOf(service.current, app);
    const { RefreshToken } = await people.makeSignedIn("emil");
    await people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    expect(app.events).toHaveLength(1);
  });

  it("is told of a new device where the pool tracks them", async () => {
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true };
    const app = await triggerApp(service.current, { PostAuthentication: agree }, { DeviceConfiguration });
    const people = peopleOf(service.current, app);
    await people.make("bert");
    await people.signIn("bert");
    expect(app.events).toMatchObject([{ request: { newDeviceUsed: true } }]);
  });

  it("leaves somebody without tokens, though what they have shown is used up", async () => {
    let closed = false;
    const PostAuthentication: Handler = (event) => (closed ? refuse() : event);
    const app = await triggerApp(service.current, { PostAuthentication });
    await service.current
      .sdk()
      .setUserPoolMfaConfig({ UserPoolId: app.UserPoolId, MfaConfiguration: "OPTIONAL", ...withApp });
    const people = signingIn(service.current, app);
    await people.make("carla");
    const secret = await people.registerApp(await people.signIn("carla"));
    closed = true;
    const { Session } = await people.withPassword("carla");
    const SOFTWARE_TOKEN_MFA_CODE = totp(secret);
    const refused = {
      name: "UserLambdaValidationException",
      message: "PostAuthentication failed with error Not today.",
    };
    const answer = () => people.answer("SOFTWARE_TOKEN_MFA", "carla", Session, { SOFTWARE_TOKEN_MFA_CODE });
    await expect(answer()).rejects.toMatchObject(refused);
    await expect(answer()).rejects.toMatchObject({ name: "NotAuthorizedException" });
    closed = false;
    const { Session: next } = await people.withPassword("carla");
    const again = people.answer("SOFTWARE_TOKEN_MFA", "carla", next, { SOFTWARE_TOKEN_MFA_CODE });
    await expect(again).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });

  it("leaves a new password in force that somebody chose on the way", async () => {
    const app = await triggerApp(service.current, { PostAuthentication: refuse });
    const people = signingIn(service.current, app);
    await people.invite("dora", { TemporaryPassword: password });
    const { Session } = await people.withPassword("dora");
    const chosen = people.answer("NEW_PASSWORD_REQUIRED", "dora", Session, { NEW_PASSWORD: "An0ther!1" });
    await expect(chosen).rejects.toMatchObject({ name: "UserLambdaValidationException" });
    expect(await people.get("dora")).toMatchObject({ UserStatus: "CONFIRMED" });
  });
});
