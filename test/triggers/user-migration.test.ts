import { AuthenticationDetails, type CognitoUserSession } from "amazon-cognito-identity-js";
import { describe, expect, it } from "vitest";
import { identityJsUser } from "../support/identity-js.ts";
import { emailOf, everyFlow, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, envelope, type Handler, workbench } from "./workbench.ts";

const hiding = { PreventUserExistenceErrors: "ENABLED", ExplicitAuthFlows: everyFlow } as const;

const noAnswer = {
  userAttributes: null,
  forceAliasCreation: null,
  enableSMSMFA: null,
  finalUserStatus: null,
  messageAction: null,
  desiredDeliveryMediums: null,
};

/** The directory that people come from. */
const fromElsewhere =
  (response: object = {}): Handler =>
  (event) => {
    const { userName, request } = event;
    if (request.password !== undefined && request.password !== password) throw new Error("Bad password");
    const userAttributes = { email: emailOf(userName), email_verified: "true" };
    return answering({ userAttributes, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS", ...response })(event);
  };

describe.each(databases)("UserMigration, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  it("brings somebody over who signs in with a password that is good elsewhere", async () => {
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere() });
    const people = peopleOf(service.current, app);
    const { cognito, ClientId } = people;
    const { AuthenticationResult } = await cognito.initiateAuth({
      ...{ ClientId, AuthFlow: "USER_PASSWORD_AUTH", ClientMetadata: { shop: "nine" } },
      AuthParameters: { USERNAME: "anna", PASSWORD: password },
    });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(app.events).toEqual([
      {
        ...envelope(app, "UserMigration_Authentication", "anna"),
        request: { password, validationData: { shop: "nine" }, userAttributes: null },
        response: noAnswer,
      },
    ]);
    expect(await people.get("anna")).toMatchObject({ UserStatus: "CONFIRMED" });
    expect(await people.attributesOf("anna")).toMatchObject({ email: "anna@example.com", email_verified: "true" });
    await people.signIn("anna");
    expect(app.events).toHaveLength(1);
  });

  it("comes before PreAuthentication, in both flows with a password, and in no other", async () => {
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere(), PreAuthentication: agree });
    const { cognito, UserPoolId, ClientId, initiate } = peopleOf(service.current, app);
    await expect(initiate("USER_SRP_AUTH", { USERNAME: "bert", SRP_A: "abc1" })).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    expect(app.events).toEqual([]);
    await cognito.adminInitiateAuth({
      ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "bert", PASSWORD: password },
    });
    expect(app.events.map(({ triggerSource }) => triggerSource)).toEqual([
      "UserMigration_Authentication",
      "PreAuthentication_Authentication",
    ]);
  });

  it("keeps the password as it is, whatever the pool's policy", async () => {
    const userAttributes = { email: "weak@example.com" };
    const app = await triggerApp(service.current, {
      UserMigration: answering({ userAttributes, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" }),
    });
    const people = peopleOf(service.current, app);
    await people.signIn("weak", "short");
    await people.signIn("weak", "short");
  });

  it("has people reset their password unless it says that they need not", async () => {
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere({ finalUserStatus: null }) });
    const people = peopleOf(service.current, app);
    await expect(people.signIn("carla")).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
    expect(await people.get("carla")).toMatchObject({ UserStatus: "RESET_REQUIRED" });
  });

  it("welcomes people by the mediums that it names, unless it says that nobody should", async () => {
    const welcoming = { messageAction: null, desiredDeliveryMediums: ["EMAIL"] };
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere(welcoming) });
    const people = peopleOf(service.current, app);
    await people.signIn("dora");
    expect(await service.current.codeSentTo(emailOf("dora"))).toBe(password);

    const silent = await triggerApp(service.current, { UserMigration: fromElsewhere() });
    await peopleOf(service.current, silent).signIn("silent");
    await expect(service.current.codeSentTo(emailOf("silent"))).rejects.toThrow("nothing was sent");
  });

  it("gives people another name than they typed, and takes an alias over where it says so", async () => {
    const known = (username: string, more: object = {}): Handler =>
      answering({
        userAttributes: { username, email: "shared@example.com", email_verified: "true" },
        ...{ finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS", ...more },
      });
    let handler = known("emil");
    const app = await triggerApp(
      service.current,
      { UserMigration: (event) => handler(event) },
      { AliasAttributes: ["email"] },
    );
    const people = peopleOf(service.current, app);
    await people.signIn("shared@example.com");
    expect(await people.get("shared@example.com")).toMatchObject({ Username: "emil" });
    handler = known("fritz");
    await expect(people.signIn("fritz")).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: `Exception migrating user in app client ${app.ClientId}`,
    });
    handler = known("fritz", { forceAliasCreation: true });
    await people.signIn("fritz");
    expect(await people.get("shared@example.com")).toMatchObject({ Username: "fritz" });
    expect(await people.attributesOf("emil")).toMatchObject({ email_verified: "false" });
  });

  it("turns text messages on as the second factor", async () => {
    const app = await triggerApp(service.current, {
      UserMigration: answering({
        userAttributes: { phone_number: "+15551234567", phone_number_verified: "true" },
        ...{ finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS", enableSMSMFA: true },
      }),
    });
    const people = peopleOf(service.current, app);
    await people.signIn("gerda");
    expect(await people.get("gerda")).toMatchObject({ UserMFASettingList: ["SMS_MFA"] });
  });

  it.each<[string, Handler]>([
    ["fails", fromElsewhere()],
    ["knows nobody", agree],
    ["answers with null", () => null],
    ["knows an attribute that the pool does not", answering({ userAttributes: { "custom:old_id": "7" } })],
  ])("leaves no user when it %s", async (_what, UserMigration) => {
    const open = await triggerApp(service.current, { UserMigration });
    const people = peopleOf(service.current, open);
    await expect(people.signIn("nobody", "Wr0ng!pass")).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: `Exception migrating user in app client ${open.ClientId}`,
    });
    await expect(people.get("nobody")).rejects.toMatchObject({ name: "UserNotFoundException" });

    const hidden = await triggerApp(service.current, { UserMigration }, {}, hiding);
    await expect(peopleOf(service.current, hidden).signIn("nobody", "Wr0ng!pass")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("brings somebody over who has forgotten their password, to whom a code is sent", async () => {
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere({ finalUserStatus: null }) });
    const people = peopleOf(service.current, app);
    const { cognito, ClientId } = people;
    await cognito.forgotPassword({ ClientId, Username: "hugo", ClientMetadata: { shop: "nine" } });
    expect(app.events).toEqual([
      {
        ...envelope(app, "UserMigration_ForgotPassword", "hugo"),
        request: { validationData: null, userAttributes: null, clientMetadata: { shop: "nine" } },
        response: noAnswer,
      },
    ]);
    const ConfirmationCode = await service.current.codeSentTo(emailOf("hugo"));
    await cognito.confirmForgotPassword({ ClientId, Username: "hugo", ConfirmationCode, Password: "An0ther!1" });
    await people.signIn("hugo", "An0ther!1");
  });

  it("makes one user of one who comes ten times at once", async () => {
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere() });
    const people = peopleOf(service.current, app);
    const signIns = await Promise.all(Array.from({ length: 10 }, () => people.signIn("ida")));
    expect(signIns).toHaveLength(10);
    const { Users } = await people.cognito.listUsers({ UserPoolId: app.UserPoolId });
    expect(Users).toHaveLength(1);
  });

  it("goes unnoticed with amazon-cognito-identity-js", async () => {
    const app = await triggerApp(service.current, { UserMigration: fromElsewhere() });
    const options = { endpoint: service.current.url, userPoolId: app.UserPoolId, clientId: app.ClientId };
    const user = identityJsUser(options, "jan");
    user.setAuthenticationFlowType("USER_PASSWORD_AUTH");
    const session = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
      user.authenticateUser(new AuthenticationDetails({ Username: "jan", Password: password }), {
        onSuccess,
        onFailure,
      }),
    );
    expect(session.getIdToken().payload).toMatchObject({ email: "jan@example.com", "cognito:username": "jan" });
    await peopleOf(service.current, app).signIn("jan");
    expect(app.events).toHaveLength(1);
  });
});
