import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { deviceOf } from "../support/device.ts";
import { EmailConfiguration, SmsConfiguration, withEmail } from "../support/mfa.ts";
import { emailOf, makeClient, password, peopleOf } from "../support/people.ts";
import { poolWays } from "../support/pool-ways.ts";
import { startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

type Settings = Parameters<(typeof poolWays)[string]>[1];

// What a setting does is the domain's: the stores keep all of them alike.
describe.each(Object.entries(poolWays))("The settings of a pool that is %s", async (_way, poolThat) => {
  const service = await startForAll("memory", { environment: { POOLHOUSE_ISSUER: "aws" } });
  const peopleWith = async (settings: Settings, client: Parameters<typeof poolThat>[2] = {}) =>
    peopleOf(service.current, await poolThat(service.current, settings, client));
  const advance = (userPoolId: string, advance: string) =>
    service.current.control("PUT", `/clock?${new URLSearchParams({ userPoolId })}`, { advance });
  const phone_number = "+15555550500";

  it("ask for each kind of character that they name in a password, for its length, and for no more", async () => {
    const kinds = {
      RequireLowercase: ["AAAA11!!", "lowercase"],
      RequireUppercase: ["aaaa11!!", "uppercase"],
      RequireNumbers: ["aaAA!!!!", "numeric"],
      RequireSymbols: ["aaAA1111", "symbol"],
    } as const;
    for (const [kind, [without, name]] of Object.entries(kinds)) {
      const { cognito, ClientId } = await peopleWith({
        Policies: { PasswordPolicy: { MinimumLength: 8, [kind]: true } },
      });
      const signUp = (Username: string, Password: string) => cognito.signUp({ ClientId, Username, Password });
      await expect(signUp("anna", without)).rejects.toMatchObject({
        name: "InvalidPasswordException",
        message: `Password did not conform with policy: Password must have ${name} characters`,
      });
      for (const [other, [lacking]] of Object.entries(kinds)) if (other !== kind) await signUp(other, lacking);
      await expect(signUp("anna", "aA1!aA1")).rejects.toMatchObject({
        message: "Password did not conform with policy: Password not long enough",
      });
    }
  });

  it("remember former passwords", async () => {
    const { cognito, UserPoolId, make } = await peopleWith({
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 1 } },
    });
    const Username = await make("anna");
    await expect(
      cognito.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true }),
    ).rejects.toMatchObject({ name: "PasswordHistoryPolicyViolationException" });
  });

  it.each<[string, Settings]>([
    ["policy", { Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 3 } } }],
    ["older member", { AdminCreateUserConfig: { UnusedAccountValidityDays: 3 } }],
  ])("let temporary passwords live for the days of their %s", async (_what, settings) => {
    const { UserPoolId, invite, withPassword } = await peopleWith(settings);
    await invite("anna", { TemporaryPassword: password });
    await advance(UserPoolId, "P2DT23H59M");
    expect((await withPassword("anna")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await advance(UserPoolId, "PT2M");
    await expect(withPassword("anna")).rejects.toMatchObject({
      message: "Temporary password has expired and must be reset by an administrator.",
    });
  });

  it("let people choose among the first factors that they allow", async () => {
    const { make, initiate } = await peopleWith(choicePool, choiceClient);
    await make("anna");
    const { AvailableChallenges } = await initiate("USER_AUTH", { USERNAME: "anna" });
    expect(AvailableChallenges).toEqual(["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]);
  });

  it("protect their pool from deletion", async () => {
    const { cognito, UserPoolId } = await peopleWith({ DeletionProtection: "ACTIVE" });
    await expect(cognito.deleteUserPool({ UserPoolId })).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("demand a second factor", async () => {
    const { make, withPassword } = await peopleWith({
      ...{ MfaConfiguration: "ON", SmsConfiguration },
      AutoVerifiedAttributes: ["phone_number"],
    });
    await make("anna", { phone_number });
    expect((await withPassword("anna")).ChallengeName).toBe("SMS_MFA");
  });

  it("take mail for a second factor where it is sent by the developer's account", async () => {
    const enableMail = (UserPoolId: string) =>
      service.current.sdk().setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OPTIONAL", ...withEmail });
    const { UserPoolId: standard } = await peopleWith({
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    });
    await expect(enableMail(standard)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await enableMail((await peopleWith({ EmailConfiguration })).UserPoolId);
  });

  it("keep an address in force until the new one is verified", async () => {
    const { cognito, makeSignedIn, attributesOf } = await peopleWith({
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });
    const { AccessToken } = await makeSignedIn("anna");
    const UserAttributes = [{ Name: "email", Value: "anna@new.example" }];
    await cognito.updateUserAttributes({ AccessToken, UserAttributes });
    expect(await attributesOf("anna")).toMatchObject({ email: emailOf("anna"), email_verified: "true" });
    const Code = await service.current.codeSentTo("anna@new.example");
    await cognito.verifyUserAttribute({ AccessToken, AttributeName: "email", Code });
    expect(await attributesOf("anna")).toMatchObject({ email: "anna@new.example" });
  });

  it.each([true, false])("leave it to people to have a device remembered: %s", async (byPeople) => {
    const { cognito, make, withPassword } = await peopleWith({
      DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: byPeople },
    });
    await make("anna");
    const { AccessToken, NewDeviceMetadata = {} } = (await withPassword("anna")).AuthenticationResult ?? {};
    const { DeviceKey, DeviceSecretVerifierConfig } = await deviceOf(NewDeviceMetadata);
    const confirmed = await cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
    expect(confirmed.UserConfirmationNecessary).toBe(byPeople);
  });

  it("leave it to administrators to make users", async () => {
    const { signUp } = await peopleWith({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    await expect(signUp("anna")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "SignUp is not permitted for this user pool",
    });
  });

  it("keep a history of users under threat protection", async () => {
    const { cognito, UserPoolId, makeSignedIn } = await peopleWith({
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    });
    await makeSignedIn("anna");
    const { AuthEvents } = await cognito.adminListUserAuthEvents({ UserPoolId, Username: "anna" });
    expect(AuthEvents).toMatchObject([{ EventType: "SignIn", EventResponse: "Pass" }]);
  });

  it("send a code for a forgotten password by the first of their mechanisms", async () => {
    const names = ["verified_email", "verified_phone_number"] as const;
    for (const [first, second] of [names, names.toReversed()] as const) {
      const { cognito, ClientId, make } = await peopleWith({
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 2, Name: second },
            { Priority: 1, Name: first },
          ],
        },
      });
      const verified = { email_verified: "true", phone_number_verified: "true" };
      const Username = await make("anna", { email: emailOf("anna"), phone_number, ...verified });
      const { CodeDeliveryDetails } = await cognito.forgotPassword({ ClientId, Username });
      expect(`verified_${CodeDeliveryDetails?.AttributeName}`).toBe(first);
    }
  });

  it("have the features of their tier alone", async () => {
    const { UserPoolId } = await peopleWith({ UserPoolTier: "LITE" });
    await expect(makeClient(service.current, UserPoolId, choiceClient)).rejects.toMatchObject({
      name: "FeatureUnavailableInTierException",
      message: "The following feature is not available for the LITE pricing tier configured: Passwordless Sign-In",
    });
  });

  it("allow a replica where the key is a customer's", async () => {
    const replicate = async (KeyType: "AWS_OWNED_KEY" | "CUSTOMER_MANAGED_KEY") => {
      const { UserPoolId } = await peopleWith({ KeyConfiguration: { KeyType } });
      return service.current.sdk().createUserPoolReplica({ UserPoolId, RegionName: "eu-west-1" });
    };
    await expect(replicate("AWS_OWNED_KEY")).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect((await replicate("CUSTOMER_MANAGED_KEY")).UserPoolReplica).toBeDefined();
  });

  it("name the issuer in tokens, and the level that a sign-in reached", async () => {
    const { UserPoolId, make, initiate } = await peopleWith(
      { IssuerConfiguration: { Type: "UPDATED" }, AcrConfiguration: { Level1: { AcrValue: "urn:shop:password" } } },
      choiceClient,
    );
    await make("anna");
    const { AuthenticationResult } = await initiate("USER_AUTH", {
      ...{ USERNAME: "anna", PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password },
      TARGET_ACR_VALUES: "urn:shop:password",
    });
    expect(decodeJwt(AuthenticationResult?.IdToken ?? "")).toMatchObject({
      iss: `https://issuer-cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      acr: "urn:shop:password",
    });
  });
});
