import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { emailOf, everyFlow, listOf, makeApp, type People, password, peopleOf, secretHash } from "../support/people.ts";
import { rawCall } from "../support/raw-call.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("The history of a user, on %s", async (kind) => {
  const service = await startForAll(kind);
  let people: People;
  let UserPoolId = "";

  beforeAll(async () => {
    const app = await makeApp(service.current, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
      AutoVerifiedAttributes: ["email"],
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
    });
    UserPoolId = app.UserPoolId;
    people = peopleOf(service.current, app);
  });

  const eventsOf = async (Username: string) =>
    (await people.cognito.adminListUserAuthEvents({ UserPoolId, Username })).AuthEvents ?? [];
  const addressesOf = async (Username: string) =>
    (await eventsOf(Username)).map(({ EventContextData }) => EventContextData?.IpAddress);
  const shortly = async (Username: string) =>
    (await eventsOf(Username)).map(({ EventType, EventResponse }) => `${EventType} ${EventResponse}`);

  it("has a sign-in under the id that its tokens name, and one that failed", async () => {
    await people.make("ada");
    await expect(people.signIn("ada", "wrong-password")).rejects.toThrow();
    const { AccessToken } = await people.signIn("ada");
    const [passed, failed, ...others] = await eventsOf("ada");
    const address = expect.stringMatching(/^(::1|127\.0\.0\.1|::ffff:127\.0\.0\.1)$/);
    expect(passed).toEqual({
      EventId: decodeJwt(AccessToken).event_id,
      EventType: "SignIn",
      CreationDate: expect.any(Date),
      EventResponse: "Pass",
      EventRisk: { RiskDecision: "NoRisk", CompromisedCredentialsDetected: false },
      ChallengeResponses: [{ ChallengeName: "Password", ChallengeResponse: "Success" }],
      EventContextData: { IpAddress: address, DeviceName: expect.stringMatching(/^aws-sdk-js 3/) },
    });
    expect(failed).toMatchObject({
      EventResponse: "Fail",
      ChallengeResponses: [{ ChallengeName: "Password", ChallengeResponse: "Failure" }],
    });
    expect(others).toEqual([]);
  });

  it("has what else people do about themselves, the newest first", async () => {
    await people.signUp("bob");
    await people.cognito.resendConfirmationCode({ ClientId: people.ClientId, Username: "bob" });
    await people.confirm("bob");
    const { AccessToken } = await people.signIn("bob");
    const change = { AccessToken, ProposedPassword: "Second-passw0rd" };
    await expect(people.cognito.changePassword({ ...change, PreviousPassword: "wrong-password" })).rejects.toThrow();
    await people.cognito.changePassword({ ...change, PreviousPassword: "Passw0rd!" });
    await people.cognito.forgotPassword({ ClientId: people.ClientId, Username: "bob" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("bob"));
    const recovery = { ClientId: people.ClientId, Username: "bob", Password: "Third-passw0rd", ConfirmationCode };
    await people.cognito.confirmForgotPassword(recovery);
    const history = await shortly("bob");
    expect([...history].sort()).toEqual([
      "ForgotPassword InProgress",
      "ForgotPassword Pass",
      "PasswordChange Fail",
      "PasswordChange Pass",
      "ResendCode Pass",
      "SignIn Pass",
      "SignUp Pass",
    ]);
    expect(history.at(-1)).toBe("SignUp Pass");
    expect(history[0]).toBe("ForgotPassword Pass");
  });

  it("names the address that an app tells, in each of its calls that stand there", async () => {
    const { cognito } = people;
    const { UserPoolClient } = await cognito.createUserPoolClient({
      ...{ UserPoolId, ClientName: "backend", GenerateSecret: true, ExplicitAuthFlows: everyFlow },
      EnablePropagateAdditionalUserContextData: true,
    });
    const { ClientId = "", ClientSecret = "" } = UserPoolClient ?? {};
    const SecretHash = secretHash(ClientSecret, "kim", ClientId);
    const from = (last: number) => ({ ClientId, UserContextData: { IpAddress: `192.0.2.${last}` } });
    const named = { Username: "kim", SecretHash };
    const UserAttributes = listOf({ email: emailOf("kim") });
    await cognito.signUp({ ...from(1), ...named, Password: password, UserAttributes });
    await cognito.resendConfirmationCode({ ...from(2), ...named });
    await cognito.adminConfirmSignUp({ UserPoolId, Username: "kim" });
    const verified = listOf({ email: emailOf("kim"), email_verified: "true" });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "kim", UserAttributes: verified });
    await cognito.forgotPassword({ ...from(3), ...named });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("kim"));
    await cognito.confirmForgotPassword({ ...from(4), ...named, ConfirmationCode, Password: "Second-passw0rd" });
    const SECRET_HASH = SecretHash;
    await cognito.adminSetUserPassword({ UserPoolId, Username: "kim", Password: "Temp0rary!" });
    const { Session } = await cognito.initiateAuth({
      ...{ ...from(5), AuthFlow: "USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "kim", PASSWORD: "Temp0rary!", SECRET_HASH },
    });
    await cognito.respondToAuthChallenge({
      ...{ ...from(6), Session, ChallengeName: "NEW_PASSWORD_REQUIRED" },
      ChallengeResponses: { USERNAME: "kim", NEW_PASSWORD: "Third-passw0rd", SECRET_HASH },
    });
    await cognito.initiateAuth({
      ...{ ...from(7), AuthFlow: "USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "kim", PASSWORD: "Third-passw0rd", SECRET_HASH },
    });
    expect((await addressesOf("kim")).sort()).toEqual([1, 2, 3, 4, 6, 7].map((last) => `192.0.2.${last}`));
  });

  it("names the address that a backend tells, in both steps of a sign-in", async () => {
    const { cognito, ClientId } = people;
    await people.invite("lea", { TemporaryPassword: "Temp0rary!" });
    const from = (IpAddress: string) => ({
      ...{ UserPoolId, ClientId },
      ContextData: { IpAddress, ServerName: "shop", ServerPath: "/", HttpHeaders: [] },
    });
    const withPassword = (IpAddress: string, PASSWORD: string) =>
      cognito.adminInitiateAuth({
        ...{ ...from(IpAddress), AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
        AuthParameters: { USERNAME: "lea", PASSWORD },
      });
    const { Session } = await withPassword("192.0.2.1", "Temp0rary!");
    await cognito.adminRespondToAuthChallenge({
      ...{ ...from("192.0.2.2"), Session, ChallengeName: "NEW_PASSWORD_REQUIRED" },
      ChallengeResponses: { USERNAME: "lea", NEW_PASSWORD: password },
    });
    await withPassword("192.0.2.3", password);
    expect((await addressesOf("lea")).sort()).toEqual(["192.0.2.2", "192.0.2.3"]);
  });

  it("says where a password was found that everybody knows", async () => {
    await people.cognito.setRiskConfiguration({
      UserPoolId,
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" } },
    });
    await people.make("cy");
    const set = { UserPoolId, Username: "cy", Password: "password1", Permanent: true };
    await people.cognito.adminSetUserPassword(set);
    await people.signIn("cy", "password1");
    const [event] = await eventsOf("cy");
    expect(event?.EventRisk?.CompromisedCredentialsDetected).toBe(true);
  });

  it("comes a page at a time", async () => {
    await people.make("dee");
    for (let turn = 0; turn < 3; turn++) await people.signIn("dee");
    const first = await people.cognito.adminListUserAuthEvents({ UserPoolId, Username: "dee", MaxResults: 2 });
    const { NextToken } = first;
    const rest = await people.cognito.adminListUserAuthEvents({ UserPoolId, Username: "dee", NextToken });
    const ids = [...(first.AuthEvents ?? []), ...(rest.AuthEvents ?? [])].map(({ EventId }) => EventId);
    expect(ids).toEqual((await eventsOf("dee")).map(({ EventId }) => EventId));
    expect(rest.NextToken).toBeUndefined();
    await expect(
      people.cognito.adminListUserAuthEvents({ UserPoolId, Username: "ada", NextToken }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("takes an administrator's word on an event of that user, and no other's", async () => {
    await people.make("eve");
    await people.signIn("eve");
    const [event] = await eventsOf("eve");
    const feedback = { UserPoolId, Username: "eve", EventId: event?.EventId, FeedbackValue: "Invalid" } as const;
    await people.cognito.adminUpdateAuthEventFeedback(feedback);
    expect((await eventsOf("eve"))[0]?.EventFeedback).toEqual({
      ...{ FeedbackValue: "Invalid", Provider: "Admin", FeedbackDate: expect.any(Date) },
    });
    await expect(people.cognito.adminUpdateAuthEventFeedback({ ...feedback, Username: "ada" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Auth event ${event?.EventId} does not exist.`,
    });
    const unknown = { name: "UserNotFoundException", message: "User does not exist." };
    await expect(
      people.cognito.adminUpdateAuthEventFeedback({ ...feedback, Username: "nobody" }),
    ).rejects.toMatchObject(unknown);
    await expect(eventsOf("nobody")).rejects.toMatchObject(unknown);
  });

  it("takes the user's own word, unsigned, with the token of that event alone", async () => {
    await people.make("fay");
    await people.signIn("fay");
    const [event] = await eventsOf("fay");
    const named = { UserPoolId, Username: "fay", EventId: event?.EventId, FeedbackValue: "Valid" };
    const { json } = await rawCall(service.current.url, "UpdateAuthEventFeedback", { ...named, FeedbackToken: "abc" });
    expect(json).toEqual({ __type: "NotAuthorizedException", message: "Invalid feedback token" });
  });

  it("tells of a blocked sign-in by the configured mail, with which the user says whether it was them", async () => {
    const app = await makeApp(service.current, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } },
    });
    const { cognito, ...guarded } = peopleOf(service.current, app);
    await cognito.setRiskConfiguration({
      UserPoolId: app.UserPoolId,
      RiskExceptionConfiguration: { BlockedIPRangeList: ["0.0.0.0/0", "::/0"] },
      AccountTakeoverRiskConfiguration: {
        Actions: { HighAction: { Notify: true, EventAction: "BLOCK" } },
        NotifyConfiguration: {
          SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/safety@example.com",
          BlockEmail: { Subject: "Was it you?", TextBody: "{username} {event-id} {feedback-token} {nothing}" },
        },
      },
    });
    await guarded.make("ida");
    await expect(guarded.signIn("ida")).rejects.toMatchObject({
      ...{ name: "NotAuthorizedException", message: "Unable to login because of security reasons." },
    });
    const query = new URLSearchParams({ userPoolId: app.UserPoolId, destination: emailOf("ida") });
    const [mail] = await service.current.control<{ subject: string; body: string }[]>("GET", `/messages?${query}`);
    expect(mail?.subject).toBe("Was it you?");
    const [name, EventId = "", FeedbackToken = "", unknown] = mail?.body.split(" ") ?? [];
    expect([name, unknown]).toEqual(["ida", "{nothing}"]);

    await service.current.control("PUT", `/clock?userPoolId=${app.UserPoolId}`, { advance: "PT1H" });
    const named = { UserPoolId: app.UserPoolId, Username: "ida", EventId, FeedbackToken };
    const answer = await rawCall(service.current.url, "UpdateAuthEventFeedback", {
      ...named,
      FeedbackValue: "Invalid",
    });
    expect(answer).toMatchObject({ status: 200, json: {} });
    const { AuthEvents } = await cognito.adminListUserAuthEvents({ UserPoolId: app.UserPoolId, Username: "ida" });
    expect(AuthEvents).toMatchObject([
      {
        EventId,
        EventResponse: "Fail",
        EventRisk: { RiskDecision: "Block", RiskLevel: "High" },
        EventFeedback: { FeedbackValue: "Invalid", Provider: "User" },
      },
    ]);
    const { CreationDate, EventFeedback } = AuthEvents?.[0] ?? {};
    expect(Number(EventFeedback?.FeedbackDate) - Number(CreationDate)).toBeGreaterThanOrEqual(3_600_000);
    await guarded.make("jo");
    await expect(guarded.signIn("jo")).rejects.toThrow();
    const { AuthEvents: others } = await cognito.adminListUserAuthEvents({
      UserPoolId: app.UserPoolId,
      Username: "jo",
    });
    const foreign = { ...named, Username: "jo", EventId: others?.[0]?.EventId, FeedbackValue: "Valid" };
    const refused = await rawCall(service.current.url, "UpdateAuthEventFeedback", foreign);
    expect(refused.json).toMatchObject({ __type: "NotAuthorizedException" });
  });

  it("is kept in pools with threat protection alone, and goes with the user", async () => {
    const unprotected = peopleOf(service.current, await makeApp(service.current));
    await unprotected.make("gil");
    await unprotected.signIn("gil");
    const notEnabled = { name: "UserPoolAddOnNotEnabledException" };
    const named = { UserPoolId: unprotected.UserPoolId, Username: "gil" };
    const feedback = { ...named, EventId: "1", FeedbackValue: "Valid" } as const;
    await expect(unprotected.cognito.adminListUserAuthEvents(named)).rejects.toMatchObject(notEnabled);
    await expect(unprotected.cognito.adminUpdateAuthEventFeedback(feedback)).rejects.toMatchObject(notEnabled);
    await expect(
      unprotected.cognito.updateAuthEventFeedback({ ...feedback, FeedbackToken: "abc" }),
    ).rejects.toMatchObject(notEnabled);

    await people.make("hal");
    await people.signIn("hal");
    await people.cognito.adminDeleteUser({ UserPoolId, Username: "hal" });
    await people.make("hal");
    expect(await eventsOf("hal")).toEqual([]);
  });
});
