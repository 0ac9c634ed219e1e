import { KMS } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { decryptMessage } from "../support/encrypted-code.ts";
import { SmsConfiguration, signingIn, withSms } from "../support/mfa.ts";
import { emailOf, listOf, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, type Event, envelope, fails, keyArn, workbench } from "./workbench.ts";

describe.each(databases)("Functions that send messages, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const logged: { facts: object; text: string }[] = [];
  const write = (facts: object, text: string) => void logged.push({ facts, text });
  const service = await startForAll(kind, {
    functions,
    log: { debug: () => undefined, info: write, warn: write, error: write },
  });

  const decrypted = async ({ request }: Event) => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const kms = new KMS({ endpoint: service.current.url, region: "us-east-1", credentials });
    const { plaintext, messageHeader } = await decryptMessage(String(request.code), { kms, keyArn });
    return { plaintext, pool: messageHeader.encryptionContext["userpool-id"] };
  };

  async function messagesTo(destination: string, userPoolId: string) {
    const query = new URLSearchParams({ destination, userPoolId });
    return service.current.control<{ code: string; sentBy: string | null }[]>("GET", `/messages?${query}`);
  }

  it("are told of mail to somebody who signs up, with the code encrypted; the inbox has it in the clear", async () => {
    const app = await triggerApp(service.current, { CustomEmailSender: agree, CustomMessage: agree });
    const { UserSub } = await peopleOf(service.current, app).signUp("anna");
    expect(app.events).toEqual([
      {
        ...envelope(app, "CustomEmailSender_SignUp", "anna"),
        request: {
          type: "customEmailSenderRequestV1",
          code: expect.stringMatching(/^AYADe/),
          clientMetadata: null,
          userAttributes: {
            ...{ sub: UserSub, "cognito:user_status": "UNCONFIRMED" },
            ...{ email: "anna@example.com", email_verified: "false" },
          },
        },
      },
    ]);
    const [message] = await messagesTo(emailOf("anna"), app.UserPoolId);
    expect(message).toMatchObject({ sentBy: "CustomEmailSender", code: expect.stringMatching(/^\d{6}$/) });
    expect(await decrypted(app.events[0]!)).toEqual({ plaintext: message?.code, pool: app.UserPoolId });
    await peopleOf(service.current, app).confirm("anna");
  });

  it("are told of every other mail, each by its source, with ClientMetadata", async () => {
    const app = await triggerApp(service.current, { CustomEmailSender: agree });
    const people = peopleOf(service.current, app);
    const { cognito, ClientId, UserPoolId } = people;
    const ClientMetadata = { shop: "nine" };
    await people.signUp("bert");
    await cognito.resendConfirmationCode({ ClientId, Username: "bert", ClientMetadata });
    const { AccessToken } = await people.makeSignedIn("carla");
    await cognito.forgotPassword({ ClientId, Username: "carla", ClientMetadata });
    const UserAttributes = listOf({ email: "new@example.com" });
    await cognito.updateUserAttributes({ AccessToken, UserAttributes, ClientMetadata });
    await cognito.getUserAttributeVerificationCode({ AccessToken, AttributeName: "email", ClientMetadata });
    await people.invite("dora", {
      ...{ MessageAction: undefined, DesiredDeliveryMediums: ["EMAIL"], TemporaryPassword: "T3mp<&>word!" },
      ...{ UserAttributes: listOf({ email: emailOf("dora") }), ClientMetadata },
    });
    const [, ...others] = app.events;
    expect(others.map(({ triggerSource }) => triggerSource)).toEqual([
      "CustomEmailSender_ResendCode",
      "CustomEmailSender_ForgotPassword",
      "CustomEmailSender_UpdateUserAttribute",
      "CustomEmailSender_VerifyUserAttribute",
      "CustomEmailSender_AdminCreateUser",
    ]);
    for (const { request } of others) expect(request).toMatchObject({ clientMetadata: ClientMetadata });
    expect(await decrypted(others.at(-1)!)).toEqual({ plaintext: "T3mp&lt;&amp;&gt;word!", pool: UserPoolId });
    expect(await messagesTo(emailOf("dora"), UserPoolId)).toMatchObject([{ code: "T3mp<&>word!" }]);
  });

  it("are told of text messages, and leave mail alone", async () => {
    const app = await triggerApp(service.current, { CustomSMSSender: agree }, { SmsConfiguration });
    const { UserPoolId } = app;
    const people = signingIn(service.current, app);
    await people.cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON", ...withSms });
    await people.make("emil", { phone_number: "+15551234567" });
    const { Session } = await people.withPassword("emil");
    await people.signUp("fritz");
    const { sub } = await people.attributesOf("emil");
    expect(app.events).toEqual([
      {
        ...envelope(app, "CustomSMSSender_Authentication", "emil"),
        request: {
          type: "customSMSSenderRequestV1",
          code: expect.any(String),
          clientMetadata: null,
          userAttributes: { sub, "cognito:user_status": "CONFIRMED", phone_number: "+15551234567" },
        },
      },
    ]);
    expect(await messagesTo(emailOf("fritz"), UserPoolId)).toMatchObject([{ sentBy: null }]);
    const { plaintext: SMS_MFA_CODE } = await decrypted(app.events[0]!);
    const answered = await people.answer("SMS_MFA", "emil", Session, { SMS_MFA_CODE });
    expect(answered.AuthenticationResult).toBeDefined();
  });

  it.each([
    ["fails", { kind: "error", errorType: "Error", errorMessage: "Mailbox full" }, "Error: Mailbox full"],
    ["gives no answer in time", { kind: "no-answer" }, "no answer within 5 seconds"],
    [
      "is not there",
      { kind: "not-run", code: "ResourceNotFoundException", reason: "gone" },
      "ResourceNotFoundException: gone",
    ],
  ] as const)(
    "fail no call when one %s: the log says it, and the inbox has the message",
    async (_what, answered, reason) => {
      const app = await triggerApp(service.current, { CustomEmailSender: fails(answered) });
      const people = peopleOf(service.current, app);
      const { CodeDeliveryDetails } = await people.signUp("gerda");
      expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: "EMAIL" });
      expect(app.events).toHaveLength(1);
      expect(logged.filter(({ text }) => text === "a function sent nothing").at(-1)?.facts).toMatchObject({
        ...{ userPoolId: app.UserPoolId, triggerSource: "CustomEmailSender_SignUp", reason },
      });
      await people.confirm("gerda");
    },
  );

  it("are told of a sign-in that was blocked, with what their mail needs", async () => {
    const app = await triggerApp(
      service.current,
      { CustomEmailSender: agree },
      { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } },
    );
    const people = peopleOf(service.current, app);
    await people.cognito.setRiskConfiguration({
      UserPoolId: app.UserPoolId,
      RiskExceptionConfiguration: { BlockedIPRangeList: ["0.0.0.0/0", "::/0"] },
      AccountTakeoverRiskConfiguration: {
        Actions: { HighAction: { Notify: true, EventAction: "BLOCK" } },
        NotifyConfiguration: { SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/safety@example.com" },
      },
    });
    await people.make("ida");
    await expect(people.signIn("ida")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    // It is told when the answer has left; the inbox waits for that.
    expect(await messagesTo(emailOf("ida"), app.UserPoolId)).toMatchObject([{ sentBy: "CustomEmailSender" }]);
    expect(app.events).toMatchObject([
      {
        ...envelope(app, "CustomEmailSender_AccountTakeOverNotification", "ida"),
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: app.ClientId },
        request: {
          ...{ type: "customEmailSenderRequestV1", code: null, clientMetadata: null },
          userAttributes: {
            ...{ EVENT_ID: expect.any(String), USER_NAME: "ida", ACCOUNT_TAKE_OVER_ACTION: "BLOCK" },
            ...{ IP_ADDRESS: expect.stringMatching(/^(127\.0\.0\.1|::1)$/), FEEDBACK_TOKEN: expect.any(String) },
            LOGIN_TIME: expect.stringMatching(/ GMT$/),
          },
        },
      },
    ]);
  });

  it("need not answer with the event", async () => {
    const app = await triggerApp(service.current, { CustomEmailSender: () => undefined });
    await peopleOf(service.current, app).signUp("hugo");
    expect(logged.filter(({ facts }) => "userPoolId" in facts && facts.userPoolId === app.UserPoolId)).toEqual([]);
  });
});
