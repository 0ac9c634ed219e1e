import { describe, expect, it } from "vitest";
import { makeMfaApp, withEmail, withSms } from "../support/mfa.ts";
import { type App, emailOf, listOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const newPassword = "Brand-new1";

describe.each(databases)("ForgotPassword and ConfirmForgotPassword, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);

  async function forget(Username: string): Promise<string> {
    const { cognito, ClientId } = people();
    await cognito.forgotPassword({ ClientId, Username });
    return service.current.codeSentTo(emailOf(Username));
  }
  const recover = (Username: string, ConfirmationCode: string, Password = newPassword) =>
    people().cognito.confirmForgotPassword({ ClientId: people().ClientId, Username, ConfirmationCode, Password });

  it("set a new password by a code in the mail; until then the old one works", async () => {
    const { make, signIn, withPassword } = people();
    await make("anna");
    const code = await forget("anna");
    await signIn("anna");
    await recover("anna", code);
    await signIn("anna", newPassword);
    await expect(withPassword("anna")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("tell where the code went", async () => {
    const { cognito, ClientId, make } = people();
    await make("bert");
    const { CodeDeliveryDetails } = await cognito.forgotPassword({ ClientId, Username: "bert" });
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "b***@e***",
    });
  });

  it("do not take for recovery what is a second factor, where the pool names an order; without one they do", async () => {
    const order = [
      { Name: "verified_phone_number", Priority: 1 },
      { Name: "verified_email", Priority: 2 },
    ] as const;
    const legacy = await makeMfaApp(service.current, { ...withSms, ...withEmail });
    const AccountRecoverySetting = { RecoveryMechanisms: [...order] };
    const ordered = await makeMfaApp(service.current, { ...withSms, ...withEmail }, { AccountRecoverySetting });
    const mediumOf = async (app: App, SMS: boolean, mail: boolean) => {
      const { cognito, ClientId, UserPoolId, make } = peopleOf(service.current, app);
      const Username = `somebody-${SMS}-${mail}`;
      const contacts = { phone_number: "+15555550199", phone_number_verified: "true" };
      await make(Username, { ...contacts, email: emailOf(Username), email_verified: "true" });
      const settings = { SMSMfaSettings: { Enabled: SMS }, EmailMfaSettings: { Enabled: mail } };
      await cognito.adminSetUserMFAPreference({ UserPoolId, Username, ...settings });
      const { CodeDeliveryDetails } = await cognito.forgotPassword({ ClientId, Username });
      return CodeDeliveryDetails?.DeliveryMedium;
    };
    expect(await mediumOf(ordered, false, false)).toBe("SMS");
    expect(await mediumOf(ordered, true, false)).toBe("EMAIL");
    expect(await mediumOf(ordered, false, true)).toBe("SMS");
    await expect(mediumOf(ordered, true, true)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot reset password for the user as there is no registered/verified email or phone_number",
    });
    expect(await mediumOf(legacy, true, false)).toBe("SMS");
  });

  it("take a code once", async () => {
    await people().make("carla");
    const code = await forget("carla");
    await recover("carla", code);
    await expect(recover("carla", code)).rejects.toMatchObject({
      name: "ExpiredCodeException",
      message: "Invalid code provided, please request a code again.",
    });
  });

  it("refuse a wrong code, and keep the password", async () => {
    const { make, signIn } = people();
    await make("dora");
    const code = await forget("dora");
    await expect(recover("dora", code === "000000" ? "000001" : "000000")).rejects.toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid verification code provided, please try again.",
    });
    await signIn("dora");
  });

  it("hold the new password to the policy, and let the code be used again", async () => {
    await people().make("emil");
    const code = await forget("emil");
    await expect(recover("emil", code, "short")).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    await recover("emil", code);
  });

  it("refuse somebody without a verified contact", async () => {
    const { cognito, ClientId, make } = people();
    await make("fritz", { email: emailOf("fritz") });
    await expect(cognito.forgotPassword({ ClientId, Username: "fritz" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot reset password for the user as there is no registered/verified email or phone_number",
    });
  });

  it("refuse somebody who has a temporary password", async () => {
    const { cognito, ClientId, invite } = people();
    await invite("gusti", { UserAttributes: listOf({ email: emailOf("gusti"), email_verified: "true" }) });
    await expect(cognito.forgotPassword({ ClientId, Username: "gusti" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User password cannot be reset in the current state.",
    });
  });

  it("refuse a disabled user, before and after the code was sent", async () => {
    const { cognito, UserPoolId, ClientId, make } = people();
    await make("hanna");
    const code = await forget("hanna");
    await cognito.adminDisableUser({ UserPoolId, Username: "hanna" });
    const disabled = { name: "NotAuthorizedException", message: "User is disabled." };
    await expect(cognito.forgotPassword({ ClientId, Username: "hanna" })).rejects.toMatchObject(disabled);
    await expect(recover("hanna", code)).rejects.toMatchObject(disabled);
  });

  it("refuse where only an administrator may help", async () => {
    const app = await makeApp(service.current, {
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "admin_only" }] },
    });
    const { cognito, ClientId, make } = peopleOf(service.current, app);
    await make("ida");
    await expect(cognito.forgotPassword({ ClientId, Username: "ida" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Contact administrator to reset password.",
    });
  });

  it("follow the pool's order of mechanisms, and ask the phone first where it has none", async () => {
    const contacts = {
      email: "jan@example.com",
      email_verified: "true",
      phone_number: "+15551234567",
      phone_number_verified: "true",
    };
    const plain = peopleOf(service.current, await makeApp(service.current));
    await plain.make("jan", contacts);
    const bySms = await plain.cognito.forgotPassword({ ClientId: plain.ClientId, Username: "jan" });
    expect(bySms.CodeDeliveryDetails).toEqual({
      AttributeName: "phone_number",
      DeliveryMedium: "SMS",
      Destination: "+*******4567",
    });

    await plain.cognito.updateUserPool({
      UserPoolId: plain.UserPoolId,
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 2, Name: "verified_phone_number" },
          { Priority: 1, Name: "verified_email" },
        ],
      },
    });
    const byMail = await plain.cognito.forgotPassword({ ClientId: plain.ClientId, Username: "jan" });
    expect(byMail.CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");

    const UserAttributes = listOf({ email_verified: "false" });
    await plain.cognito.adminUpdateUserAttributes({ UserPoolId: plain.UserPoolId, Username: "jan", UserAttributes });
    const next = await plain.cognito.forgotPassword({ ClientId: plain.ClientId, Username: "jan" });
    expect(next.CodeDeliveryDetails?.DeliveryMedium).toBe("SMS");
  });
});

describe.each(databases)("ChangePassword, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);

  it("takes the new password in the old one's place, and leaves sessions alone", async () => {
    const { cognito, makeSignedIn, signIn, withPassword } = people();
    const { AccessToken } = await makeSignedIn("anna");
    await cognito.changePassword({ AccessToken, PreviousPassword: password, ProposedPassword: newPassword });
    await expect(withPassword("anna")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await signIn("anna", newPassword);
    await cognito.getUser({ AccessToken });
  });

  it("refuses a wrong old password, or none", async () => {
    const { cognito, makeSignedIn } = people();
    const { AccessToken } = await makeSignedIn("bert");
    for (const PreviousPassword of ["Wr0ng-one", undefined]) {
      const call = cognito.changePassword({ AccessToken, PreviousPassword, ProposedPassword: newPassword });
      await expect(call).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Incorrect username or password.",
      });
    }
  });

  it("holds the new password to the policy", async () => {
    const { cognito, makeSignedIn } = people();
    const { AccessToken } = await makeSignedIn("carla");
    const call = cognito.changePassword({ AccessToken, PreviousPassword: password, ProposedPassword: "PASSW0RD!" });
    await expect(call).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password must have lowercase characters",
    });
  });

  it("lets one of many simultaneous changes through", async () => {
    const { cognito, makeSignedIn } = people();
    const { AccessToken } = await makeSignedIn("dora");
    const change = (number: number) =>
      cognito.changePassword({ AccessToken, PreviousPassword: password, ProposedPassword: `Brand-new${number}` });
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, number) => change(number)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
