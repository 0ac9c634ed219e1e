import { describe, expect, it } from "vitest";
import { emailOf, listOf, makeApp, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("AdminResetUserPassword, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const reset = (Username: string, { cognito, UserPoolId } = people()) =>
    cognito.adminResetUserPassword({ UserPoolId, Username });

  const notNow = {
    name: "NotAuthorizedException",
    message: "User password cannot be reset in the current state.",
  };

  it("takes the password out of force until the person sets another by the code that was sent", async () => {
    const { cognito, UserPoolId, ClientId, make, get, signIn, withPassword } = people();
    await make("anna");
    await reset("anna");
    expect((await get("anna")).UserStatus).toBe("RESET_REQUIRED");
    const required = { name: "PasswordResetRequiredException", message: "Password reset required for the user" };
    await expect(withPassword("anna")).rejects.toMatchObject(required);
    const answer = await srpAnswer(cognito, {
      ...{ userPoolId: UserPoolId, clientId: ClientId, username: "anna", password },
    });
    await expect(cognito.respondToAuthChallenge(answer)).rejects.toMatchObject(required);
    await expect(withPassword("anna", "Wr0ng-one")).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });

    const ConfirmationCode = await service.current.codeSentTo(emailOf("anna"));
    await cognito.confirmForgotPassword({ ClientId, Username: "anna", ConfirmationCode, Password: "Brand-new1" });
    expect((await get("anna")).UserStatus).toBe("CONFIRMED");
    await signIn("anna", "Brand-new1");
  });

  it("leaves the way of ForgotPassword open, and leaves tokens alone", async () => {
    const { cognito, ClientId, makeSignedIn, signIn } = people();
    const { AccessToken } = await makeSignedIn("bert");
    await reset("bert");
    await cognito.getUser({ AccessToken });
    const change = cognito.changePassword({ AccessToken, PreviousPassword: password, ProposedPassword: "Brand-new1" });
    await expect(change).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
    await cognito.forgotPassword({ ClientId, Username: "bert" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("bert"));
    await cognito.confirmForgotPassword({ ClientId, Username: "bert", ConfirmationCode, Password: "Brand-new1" });
    await signIn("bert", "Brand-new1");
  });

  it("sends the code where the pool's recovery setting says", async () => {
    const app = await makeApp(service.current, {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: "verified_email" },
          { Priority: 2, Name: "verified_phone_number" },
        ],
      },
    });
    const { make, get } = peopleOf(service.current, app);
    await make("carla", {
      email: "carla@elsewhere.example",
      phone_number: "+15551230009",
      phone_number_verified: "true",
    });
    await reset("carla", peopleOf(service.current, app));
    expect(await service.current.codeSentTo("+15551230009")).toMatch(/^[0-9]{6}$/);
    await expect(service.current.codeSentTo("carla@elsewhere.example")).rejects.toThrow("nothing was sent");
    expect((await get("carla")).UserStatus).toBe("RESET_REQUIRED");
  });

  it("refuses somebody without a verified contact, who keeps the password", async () => {
    const { make, signIn } = people();
    await make("dora", { email: emailOf("dora") });
    await expect(reset("dora")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot reset password for the user as there is no registered/verified email or phone_number",
    });
    await signIn("dora");
  });

  it("refuses where only an administrator may help", async () => {
    const app = await makeApp(service.current, {
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "admin_only" }] },
    });
    const shop = peopleOf(service.current, app);
    await shop.make("emil");
    await expect(reset("emil", shop)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Contact administrator to reset password.",
    });
    await shop.signIn("emil");
  });

  it("refuses who has not come yet, who is not confirmed, who is disabled, and who is nobody", async () => {
    const { cognito, UserPoolId, invite, signUp, make } = people();
    const UserAttributes = listOf({ email: emailOf("fritz"), email_verified: "true" });
    await invite("fritz", { UserAttributes });
    await expect(reset("fritz")).rejects.toMatchObject(notNow);
    await signUp("gusti");
    await expect(reset("gusti")).rejects.toMatchObject(notNow);
    await make("hanna");
    await cognito.adminDisableUser({ UserPoolId, Username: "hanna" });
    await expect(reset("hanna")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User is disabled.",
    });
    await expect(reset("nobody")).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });
});
