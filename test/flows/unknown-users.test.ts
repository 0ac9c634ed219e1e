import { beforeAll, describe, expect, it } from "vitest";
import { type App, makeApp, makeClient, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Somebody who does not exist, on %s", async (kind) => {
  const service = await startForAll(kind);
  let hiding: App;
  let telling: App;

  beforeAll(async () => {
    hiding = await makeApp(
      service.current,
      { AutoVerifiedAttributes: ["email"] },
      { PreventUserExistenceErrors: "ENABLED" },
    );
    telling = { ...hiding, ClientId: await makeClient(service.current, hiding.UserPoolId) };
  });

  const calls = (app: App, Username = "nobody") => {
    const { cognito, ClientId, withPassword, initiate } = peopleOf(service.current, app);
    return {
      password: () => withPassword(Username),
      backend: () =>
        cognito.adminInitiateAuth({
          ...app,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: Username, PASSWORD: password },
        }),
      srp: () => initiate("USER_SRP_AUTH", { USERNAME: Username, SRP_A: "abc" }),
      forgot: () => cognito.forgotPassword({ ClientId, Username }),
      resend: () => cognito.resendConfirmationCode({ ClientId, Username }),
      confirm: () => cognito.confirmSignUp({ ClientId, Username, ConfirmationCode: "123456" }),
      recover: () =>
        cognito.confirmForgotPassword({ ClientId, Username, ConfirmationCode: "123456", Password: password }),
    };
  };

  it("is told of by a client that says so, which is the API's default", async () => {
    const { password, backend, srp, ...others } = calls(telling);
    const unknown = { name: "UserNotFoundException", message: "User does not exist." };
    for (const call of [password, backend, srp]) await expect(call()).rejects.toMatchObject(unknown);
    const unknownHere = { name: "UserNotFoundException", message: "Username/client id combination not found." };
    for (const call of Object.values(others)) await expect(call()).rejects.toMatchObject(unknownHere);
  });

  it("has the wrong password, for a client that hides it", async () => {
    const { password, backend } = calls(hiding);
    for (const call of [password, backend]) {
      await expect(call()).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Incorrect username or password.",
      });
    }
  });

  it("has no code that would be right, for a client that hides it", async () => {
    const { confirm, recover } = calls(hiding);
    for (const call of [confirm, recover]) {
      await expect(call()).rejects.toMatchObject({
        name: "ExpiredCodeException",
        message: "Invalid code provided, please request a code again.",
      });
    }
  });

  it("is said to get mail, always at the same address, and gets none", async () => {
    const { forgot, resend } = calls(hiding);
    const { CodeDeliveryDetails } = await forgot();
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
    });
    expect((await forgot()).CodeDeliveryDetails).toEqual(CodeDeliveryDetails);
    expect((await resend()).CodeDeliveryDetails).toEqual(CodeDeliveryDetails);
    const { CodeDeliveryDetails: typed } = await calls(hiding, "ann@ymous.example").forgot();
    expect(typed?.Destination).toBe("a***@y***");
    const messages = await service.current.control("GET", `/messages?userPoolId=${hiding.UserPoolId}`);
    expect(messages).toEqual([]);
  });

  it("is said to get a text message where the pool verifies phone numbers", async () => {
    const app = await makeApp(
      service.current,
      {
        AutoVerifiedAttributes: ["phone_number"],
        SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "x" },
      },
      { PreventUserExistenceErrors: "ENABLED" },
    );
    const { CodeDeliveryDetails } = await calls(app).forgot();
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: "phone_number",
      DeliveryMedium: "SMS",
      Destination: expect.stringMatching(/^\+\*{7}[0-9]{4}$/),
    });
  });
});
