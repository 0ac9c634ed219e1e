import { afterEach, describe, expect, it } from "vitest";
import { emailOf, listOf, makeApp, makeClient, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("What expires, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const advance = (advance: string) => service.current.control("PUT", "/clock", { advance });
  afterEach(() => service.current.control("PUT", "/clock", { reset: true }));

  const noCode = { name: "ExpiredCodeException", message: "Invalid code provided, please request a code again." };
  const expiredSession = {
    name: "NotAuthorizedException",
    message: "Invalid session for the user, session is expired.",
  };

  it("is a sign-up code after 24 hours", async () => {
    const { signUp, confirm } = people();
    await signUp("anna");
    await signUp("bert");
    await advance("PT23H59M");
    await confirm("anna");
    await advance("PT1M");
    await expect(confirm("bert")).rejects.toMatchObject(noCode);
  });

  it("is a code for a forgotten password after an hour", async () => {
    const { cognito, ClientId, make } = people();
    const recover = async (Username: string) => {
      const ConfirmationCode = await service.current.codeSentTo(emailOf(Username));
      return cognito.confirmForgotPassword({ ClientId, Username, ConfirmationCode, Password: password });
    };
    for (const Username of ["carla", "dora"]) {
      await make(Username);
      await cognito.forgotPassword({ ClientId, Username });
    }
    await advance("PT59M");
    await recover("carla");
    await advance("PT1M");
    await expect(recover("dora")).rejects.toMatchObject(noCode);
  });

  it("is a session after three minutes, or what the client says", async () => {
    const { cognito, UserPoolId, invite } = people();
    const patient = await makeClient(service.current, UserPoolId, { AuthSessionValidity: 15 });
    const begin = async (name: string, ClientId = people().ClientId) => {
      await invite(name, { TemporaryPassword: password });
      const { Session } = await peopleOf(service.current, { UserPoolId, ClientId }).withPassword(name);
      return () =>
        cognito.respondToAuthChallenge({
          ClientId,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session,
          ChallengeResponses: { USERNAME: name, NEW_PASSWORD: "Brand-new1" },
        });
    };
    const [quick, late, slow, slower] = [
      await begin("emil"),
      await begin("fritz"),
      await begin("gusti", patient),
      await begin("hanna", patient),
    ];
    await advance("PT2M55S");
    await quick();
    await advance("PT5S");
    await expect(late()).rejects.toMatchObject(expiredSession);
    await advance("PT11M55S");
    await slow();
    await advance("PT5S");
    await expect(slower()).rejects.toMatchObject(expiredSession);
  });

  it("is a SECRET_BLOCK after three minutes", async () => {
    const { cognito, UserPoolId, ClientId } = people();
    const answer = await srpAnswer(cognito, {
      ...{ userPoolId: UserPoolId, clientId: ClientId, username: "alice", password },
    });
    await advance("PT3M");
    await expect(cognito.respondToAuthChallenge(answer)).rejects.toMatchObject(expiredSession);
  });

  it("is an access token after an hour, while its refresh token lives on for 30 days", async () => {
    const { cognito, signIn, initiate } = people();
    const { AccessToken, RefreshToken } = await signIn("alice");
    await advance("PT59M");
    await cognito.getUser({ AccessToken });
    await advance("PT1M");
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token has expired",
    });
    const refresh = () => initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    await cognito.getUser({ AccessToken: (await refresh()).AuthenticationResult?.AccessToken });
    await advance("P29DT22H59M");
    await refresh();
    await advance("PT1M");
    await expect(refresh()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Refresh Token has expired",
    });
  });

  it("is a refresh token when the client says", async () => {
    const { UserPoolId } = people();
    const ClientId = await makeClient(service.current, UserPoolId, {
      RefreshTokenValidity: 60,
      TokenValidityUnits: { RefreshToken: "minutes" },
    });
    const { signIn, initiate } = peopleOf(service.current, { UserPoolId, ClientId });
    const { RefreshToken } = await signIn("alice");
    await advance("PT1H");
    await expect(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject({
      message: "Refresh Token has expired",
    });
  });

  it("is a temporary password after the pool's days; another one then does", async () => {
    const app = await makeApp(service.current, {
      Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 2 } },
    });
    const { cognito, UserPoolId, ClientId, invite, withPassword, initiate } = peopleOf(service.current, app);
    const Username = "ida";
    await invite(Username, { TemporaryPassword: password, UserAttributes: listOf({ email: emailOf(Username) }) });
    await advance("P1DT23H59M");
    expect((await withPassword(Username)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await advance("PT2M");
    const expired = {
      name: "NotAuthorizedException",
      message: "Temporary password has expired and must be reset by an administrator.",
    };
    await expect(withPassword(Username)).rejects.toMatchObject(expired);
    await expect(withPassword(Username, "Wr0ng-one")).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    expect((await initiate("USER_SRP_AUTH", { USERNAME: Username, SRP_A: "abc" })).ChallengeName).toBe(
      "PASSWORD_VERIFIER",
    );
    const answer = await srpAnswer(cognito, {
      ...{ userPoolId: UserPoolId, clientId: ClientId, username: Username, password },
    });
    await expect(cognito.respondToAuthChallenge(answer)).rejects.toMatchObject(expired);
    const resend = { UserPoolId, Username, MessageAction: "RESEND", TemporaryPassword: "Temp0rary!" } as const;
    await cognito.adminCreateUser({ ...resend, DesiredDeliveryMediums: ["EMAIL"] });
    expect((await withPassword(Username, "Temp0rary!")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("is a temporary password for somebody who is still signed in and would change it, too", async () => {
    const app = await makeApp(service.current, {
      Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 1 } },
    });
    const { cognito, UserPoolId, makeSignedIn, initiate } = peopleOf(service.current, app);
    const { RefreshToken } = await makeSignedIn("jan");
    await cognito.adminSetUserPassword({ UserPoolId, Username: "jan", Password: "Temp0rary!" });
    const change = async () => {
      const { AuthenticationResult } = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
      return cognito.changePassword({
        ...{ AccessToken: AuthenticationResult?.AccessToken, PreviousPassword: "Temp0rary!" },
        ProposedPassword: "Temp0rary!",
      });
    };
    await advance("PT23H59M");
    await change();
    await advance("PT24H2M");
    await expect(change()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Temporary password has expired and must be reset by an administrator.",
    });
  });

  it("is a new address that waits to be verified, with its code after 24 hours", async () => {
    const app = await makeApp(service.current, {
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });
    const { cognito, makeSignedIn, initiate, attributesOf } = peopleOf(service.current, app);
    const { AccessToken, RefreshToken } = await makeSignedIn("karl");
    await cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf({ email: "karl@new.example" }) });
    const Code = await service.current.codeSentTo("karl@new.example");
    await advance("P1D");
    const { AuthenticationResult } = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    const later = { AccessToken: AuthenticationResult?.AccessToken, AttributeName: "email" };
    await expect(cognito.verifyUserAttribute({ ...later, Code })).rejects.toMatchObject(noCode);
    const { CodeDeliveryDetails } = await cognito.getUserAttributeVerificationCode(later);
    expect(CodeDeliveryDetails?.Destination).toBe("k***@e***");
    expect(await attributesOf("karl")).toMatchObject({ email: emailOf("karl"), email_verified: "true" });
  });
});
