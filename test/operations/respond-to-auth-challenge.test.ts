import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { type App, listOf, makeApp, makeClient, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const newPassword = "Brand-new1";

describe.each(databases)("RespondToAuthChallenge to NEW_PASSWORD_REQUIRED, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeApp(service.current, {
      AliasAttributes: ["preferred_username"],
      Schema: [
        { Name: "given_name", AttributeDataType: "String", Required: true },
        { Name: "family_name", AttributeDataType: "String", Required: true, Mutable: false },
      ],
    });
  });
  const people = () => peopleOf(service.current, app);

  /** Somebody with a temporary password, who has just signed in with it. */
  async function arrive(Username: string, attributes: Record<string, string> = {}): Promise<string> {
    const { invite, withPassword } = people();
    await invite(Username, { TemporaryPassword: password, UserAttributes: listOf(attributes) });
    const { Session } = await withPassword(Username);
    return Session ?? "";
  }
  const answer = (
    USERNAME: string,
    Session: string | undefined,
    responses: Record<string, string> = {},
    ChallengeName: ChallengeNameType = "NEW_PASSWORD_REQUIRED",
  ) =>
    people().cognito.respondToAuthChallenge({
      ClientId: app.ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME, NEW_PASSWORD: newPassword, ...responses },
    });
  const names = { "userAttributes.given_name": "Anna", "userAttributes.family_name": "Adler" };

  it("is asked with what is known of the person, and which required attributes are missing", async () => {
    const { invite, withPassword } = people();
    await invite("anna", { TemporaryPassword: password, UserAttributes: listOf({ given_name: "Anna" }) });
    const { ChallengeName, ChallengeParameters = {}, Session, AuthenticationResult } = await withPassword("anna");
    expect({ ChallengeName, AuthenticationResult }).toEqual({ ChallengeName: "NEW_PASSWORD_REQUIRED" });
    expect(Session?.length).toBeLessThanOrEqual(2048);
    expect(ChallengeParameters.USER_ID_FOR_SRP).toBe("anna");
    expect(JSON.parse(ChallengeParameters.userAttributes ?? "")).toEqual({ given_name: "Anna" });
    expect(JSON.parse(ChallengeParameters.requiredAttributes ?? "")).toEqual(["userAttributes.family_name"]);
  });

  it("gives tokens for a new password and what was missing, and confirms the person", async () => {
    const session = await arrive("bert");
    const { AuthenticationResult, ChallengeParameters } = await answer("bert", session, names);
    expect(AuthenticationResult?.RefreshToken).toBeDefined();
    expect(ChallengeParameters).toEqual({});
    const bert = await people().get("bert");
    expect(bert.UserStatus).toBe("CONFIRMED");
    expect(bert.UserAttributes).toContainEqual({ Name: "given_name", Value: "Anna" });
    await people().signIn("bert", newPassword);
    await expect(people().withPassword("bert")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("goes on in AdminRespondToAuthChallenge just the same", async () => {
    const ChallengeResponses = { USERNAME: "carla", NEW_PASSWORD: newPassword, ...names };
    const { AuthenticationResult } = await people().cognito.adminRespondToAuthChallenge({
      ...app,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: await arrive("carla"),
      ChallengeResponses,
    });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("refuses what does not do, and leaves the session for another try", async () => {
    const Session = await arrive("dora", { given_name: "Dora" });
    const missing = answer("dora", Session, { "userAttributes.nickname": "D" });
    await expect(missing).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid attributes given, family_name is missing",
    });
    const family = { "userAttributes.family_name": "Adler" };
    // Real apps have met this when they sent back what the challenge had told them.
    for (const given_name of ["Theodora", "Dora"]) {
      await expect(
        answer("dora", Session, { ...family, "userAttributes.given_name": given_name }),
      ).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Cannot modify an already provided given_name",
      });
    }
    await expect(answer("dora", Session, { ...family, NEW_PASSWORD: "short" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    // As apps do that send back all that they were told.
    for (const name of ["email_verified", "phone_number_verified", "sub"]) {
      await expect(answer("dora", Session, { ...family, [`userAttributes.${name}`]: "true" })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: `Cannot modify the non-mutable attribute ${name}`,
      });
    }
    await expect(answer("dora", Session, { ...family, NEW_PASSWORD: "" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Missing required parameter NEW_PASSWORD",
    });
    expect((await answer("dora", Session, family)).AuthenticationResult).toBeDefined();
  });

  it("refuses a name that is somebody else's", async () => {
    await people().make("emil", { given_name: "Emil", preferred_username: "the-emil" });
    const session = await arrive("emil2");
    const call = answer("emil2", session, { ...names, "userAttributes.preferred_username": "the-emil" });
    await expect(call).rejects.toMatchObject({ name: "AliasExistsException" });
    await answer("emil2", session, names);
  });

  it("tells no attributes that the client may not read", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, { ReadAttributes: ["given_name"] });
    await people().invite("fritz", {
      TemporaryPassword: password,
      UserAttributes: listOf({ given_name: "Fritz", nickname: "secretly" }),
    });
    const { ChallengeParameters } = await peopleOf(service.current, { ...app, ClientId }).withPassword("fritz");
    expect(JSON.parse(ChallengeParameters?.userAttributes ?? "")).toEqual({ given_name: "Fritz" });
  });

  it("needs a username and a session, and a challenge that there is", async () => {
    const session = await arrive("gusti");
    await expect(answer("", session)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Missing required parameter USERNAME",
    });
    await expect(answer("gusti", undefined)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Missing required parameter Session",
    });
    await expect(answer("gusti", session, {}, "ADMIN_NO_SRP_AUTH")).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
