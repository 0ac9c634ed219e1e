import { describe, expect, it } from "vitest";
import { giveDomain } from "../support/domain.ts";
import { EmailConfiguration, SmsConfiguration, signingIn, withEmail, withSms } from "../support/mfa.ts";
import { emailOf, listOf, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, envelope, type Handler, workbench } from "./workbench.ts";

const noWords = { smsMessage: null, emailMessage: null, emailSubject: null };

describe.each(databases)("CustomMessage, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  interface Sent {
    readonly subject: string;
    readonly body: string;
    readonly code: string;
    readonly medium: string;
  }

  async function sentTo(destination: string, userPoolId: string): Promise<Sent[]> {
    return service.current.control<Sent[]>("GET", `/messages?${new URLSearchParams({ destination, userPoolId })}`);
  }

  const request = (userAttributes: object, more: object = {}) => ({
    userAttributes,
    codeParameter: "{####}",
    linkParameter: "{##Click Here##}",
    usernameParameter: null,
    ...more,
  });

  it("is told of each message to somebody who signs up, and words it", async () => {
    const CustomMessage = answering({ emailSubject: "Hello", emailMessage: "Your <b>code</b> is {####}." });
    const app = await triggerApp(service.current, { CustomMessage });
    const { signUp, cognito, ClientId } = peopleOf(service.current, app);
    const { UserSub } = await signUp("anna");
    await cognito.resendConfirmationCode({ ClientId, Username: "anna", ClientMetadata: { shop: "nine" } });
    const userAttributes = {
      ...{ sub: UserSub, "cognito:user_status": "UNCONFIRMED" },
      ...{ email: "anna@example.com", email_verified: "false" },
    };
    expect(app.events).toEqual([
      { ...envelope(app, "CustomMessage_SignUp", "anna"), request: request(userAttributes), response: noWords },
      {
        ...envelope(app, "CustomMessage_ResendCode", "anna"),
        request: request(userAttributes, { clientMetadata: { shop: "nine" } }),
        response: noWords,
      },
    ]);
    const [first] = await sentTo(emailOf("anna"), app.UserPoolId);
    expect(first).toMatchObject({ subject: "Hello", body: `Your <b>code</b> is ${first?.code}.` });
  });

  it("is told of codes for a forgotten password, asked for and by an administrator", async () => {
    const app = await triggerApp(service.current, { CustomMessage: agree });
    const people = peopleOf(service.current, app);
    const { cognito, ClientId, UserPoolId } = people;
    await people.make("bert");
    const ClientMetadata = { shop: "nine" };
    await cognito.forgotPassword({ ClientId, Username: "bert", ClientMetadata });
    await cognito.adminResetUserPassword({ UserPoolId, Username: "bert", ClientMetadata });
    const { sub } = await people.attributesOf("bert");
    const attributes = { sub, email: "bert@example.com", email_verified: "true" };
    const told = (status: string) =>
      request({ ...attributes, "cognito:user_status": status }, { clientMetadata: { shop: "nine" } });
    expect(app.events).toEqual([
      {
        ...envelope(app, "CustomMessage_ForgotPassword", "bert"),
        request: told("CONFIRMED"),
        response: noWords,
      },
      {
        ...envelope(app, "CustomMessage_ForgotPassword", "bert", "administrator"),
        request: told("RESET_REQUIRED"),
        response: noWords,
      },
    ]);
    const messages = await sentTo(emailOf("bert"), app.UserPoolId);
    expect(messages.map(({ subject }) => subject)).toEqual(Array(2).fill("Your verification code"));
  });

  it("is told of codes for addresses, changed and to be verified, whoever changes them", async () => {
    const app = await triggerApp(service.current, { CustomMessage: agree });
    const people = peopleOf(service.current, app);
    const { cognito, UserPoolId } = people;
    const { AccessToken } = await people.makeSignedIn("carla");
    const change = (email: string) => ({ UserAttributes: listOf({ email }), ClientMetadata: { at: email } });
    await cognito.updateUserAttributes({ AccessToken, ...change("new@example.com") });
    await cognito.getUserAttributeVerificationCode({
      ...{ AccessToken, AttributeName: "email" },
      ClientMetadata: { at: "verify" },
    });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "carla", ...change("newer@example.com") });
    expect(app.events).toMatchObject([
      {
        ...envelope(app, "CustomMessage_UpdateUserAttribute", "carla"),
        request: { userAttributes: { email: "new@example.com" }, clientMetadata: { at: "new@example.com" } },
      },
      {
        ...envelope(app, "CustomMessage_VerifyUserAttribute", "carla"),
        request: { userAttributes: { email: "new@example.com" }, clientMetadata: { at: "verify" } },
      },
      {
        ...envelope(app, "CustomMessage_UpdateUserAttribute", "carla", "administrator"),
        request: { userAttributes: { email: "newer@example.com" }, clientMetadata: { at: "newer@example.com" } },
      },
    ]);
  });

  it("is told of invitations, whose words name the user too", async () => {
    const CustomMessage = answering({ emailMessage: "Welcome {username}: {####}", emailSubject: "In" });
    const app = await triggerApp(service.current, { CustomMessage });
    const people = peopleOf(service.current, app);
    await people.invite("dora", {
      ...{ MessageAction: undefined, TemporaryPassword: "T3mp!word", DesiredDeliveryMediums: ["EMAIL"] },
      ...{ UserAttributes: listOf({ email: emailOf("dora") }), ClientMetadata: { desk: "two" } },
    });
    const { sub } = await people.attributesOf("dora");
    expect(app.events).toEqual([
      {
        ...envelope(app, "CustomMessage_AdminCreateUser", "dora", "administrator"),
        request: request(
          { sub, "cognito:user_status": "FORCE_CHANGE_PASSWORD", email: "dora@example.com" },
          { usernameParameter: "{username}", clientMetadata: { desk: "two" } },
        ),
        response: noWords,
      },
    ]);
    const messages = await sentTo(emailOf("dora"), app.UserPoolId);
    expect(messages).toMatchObject([{ subject: "In", body: "Welcome dora: T3mp!word" }]);
  });

  it("is told of codes in the course of a sign-in, by mail and by text message", async () => {
    const CustomMessage = answering({ smsMessage: "Code: {####}", emailMessage: "Mail code: {####}" });
    const app = await triggerApp(service.current, { CustomMessage }, { EmailConfiguration });
    const { UserPoolId } = app;
    const people = signingIn(service.current, app);
    await people.cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON", ...withSms });
    await people.make("emil", { phone_number: "+15551234567" });
    await people.withPassword("emil");
    await people.cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON", ...withEmail });
    await people.make("fritz");
    await people.withPassword("fritz");
    expect(app.events).toMatchObject([
      { ...envelope(app, "CustomMessage_Authentication", "emil"), request: { codeParameter: "{####}" } },
      envelope(app, "CustomMessage_Authentication", "fritz"),
    ]);
    expect(await sentTo("+15551234567", UserPoolId)).toMatchObject([{ body: expect.stringMatching(/^Code: \d{6}$/) }]);
    expect(await sentTo(emailOf("fritz"), UserPoolId)).toMatchObject([
      { body: expect.stringMatching(/^Mail code: \d{6}$/), subject: "Your authentication code" },
    ]);
  });

  it("may put the link where it likes, where the pool confirms by links", async () => {
    const CustomMessage: Handler = (event) =>
      answering({ emailMessage: `Follow ${event.request.linkParameter}.` })(event);
    const VerificationMessageTemplate = { DefaultEmailOption: "CONFIRM_WITH_LINK" } as const;
    const app = await triggerApp(service.current, { CustomMessage }, { VerificationMessageTemplate });
    await giveDomain(service.current, app.UserPoolId);
    await peopleOf(service.current, app).signUp("gerda");
    const [message] = await sentTo(emailOf("gerda"), app.UserPoolId);
    expect(message?.body).toMatch(/^Follow Click Here \(http.*confirmUser\?.*\)\.$/);
  });

  const pattern = (placeholder: string) =>
    `[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*${placeholder}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*`;
  const must = (member: string, rule: string) => `at '${member}' failed to satisfy constraint: Member must ${rule}`;

  it.each([
    ["emailMessage", "No code", must("emailBody", `satisfy regular expression pattern: ${pattern("\\{####\\}")}`)],
    ["emailMessage", `{####}${"a".repeat(20_000)}`, must("emailBody", "have length less than or equal to 20000")],
  ])(
    "that answers with an %s without a place for the code, or too long a one, sends nothing",
    async (name, text, rule) => {
      const app = await triggerApp(service.current, { CustomMessage: answering({ [name]: text }) });
      const people = peopleOf(service.current, app);
      await expect(people.signUp("hugo")).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: `1 validation error detected: Value '${text}' ${rule}`,
      });
      expect(await people.get("hugo")).toMatchObject({ UserStatus: "UNCONFIRMED" });
      expect(await sentTo(emailOf("hugo"), app.UserPoolId)).toEqual([]);
    },
  );

  it("must name the user in an invitation, and be short in a text message", async () => {
    const lengthy = answering({ smsMessage: `{username} {####}${"a".repeat(140)}`, emailMessage: "Only {####}" });
    const app = await triggerApp(service.current, { CustomMessage: lengthy }, { SmsConfiguration });
    const people = peopleOf(service.current, app);
    const invite = (name: string, medium: "EMAIL" | "SMS") =>
      people.invite(name, {
        ...{ MessageAction: undefined, DesiredDeliveryMediums: [medium] },
        UserAttributes: listOf({ email: emailOf(name), phone_number: "+15557654321" }),
      });
    await expect(invite("ida", "EMAIL")).rejects.toThrow(pattern("\\{username\\}"));
    await expect(invite("jan", "SMS")).rejects.toThrow("at 'smsMessage' failed to satisfy constraint");
  });

  it("that fails leaves the user, and nothing was sent; another code can be asked for", async () => {
    let broken = true;
    const CustomMessage: Handler = (event) => {
      if (broken) throw new Error("No template");
      return event;
    };
    const app = await triggerApp(service.current, { CustomMessage });
    const people = peopleOf(service.current, app);
    await expect(people.signUp("karl")).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "CustomMessage failed with error No template.",
    });
    expect(await people.get("karl")).toMatchObject({ UserStatus: "UNCONFIRMED" });
    expect(await sentTo(emailOf("karl"), app.UserPoolId)).toEqual([]);
    broken = false;
    await people.cognito.resendConfirmationCode({ ClientId: app.ClientId, Username: "karl" });
    await people.confirm("karl");
  });

  it("must leave the username alone", async () => {
    const app = await triggerApp(service.current, { CustomMessage: (event) => ({ ...event, userName: "else" }) });
    await expect(peopleOf(service.current, app).signUp("lisa")).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "Invalid user name. User name in Lambda mismatches the actual username.",
    });
  });
});
