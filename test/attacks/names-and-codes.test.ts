import { describe, expect, it } from "vitest";
import { emailOf, makeApp, password, peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Taking what is somebody else's, on %s,", async (kind) => {
  const service = await startForAll(kind);

  it("fails for one mailbox however many accounts guess at its code", async () => {
    const app = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { cognito, signUp } = peopleOf(service.current, app);
    const email = "victim@example.com";
    let judged = 0;
    for (const Username of ["m1", "m2", "m3", "m4", "m5", "m6"]) {
      await signUp(Username, { email });
      const right = await service.current.codeSentTo(email);
      const wrong = right === "000000" ? "000001" : "000000";
      for (let guess = 0; guess < 12; guess++) {
        await cognito.confirmSignUp({ ...app, Username, ConfirmationCode: wrong }).catch(({ name }) => {
          if (name === "CodeMismatchException") judged++;
        });
      }
    }
    expect(judged).toBe(60);
    const right = await service.current.codeSentTo(email);
    await expect(cognito.confirmSignUp({ ...app, Username: "m6", ConfirmationCode: right })).rejects.toMatchObject({
      name: "LimitExceededException",
    });
  });

  it("fails with a code that went to a mailbox which is not the user's any more", async () => {
    const app = await makeApp(service.current);
    const { cognito, make, withPassword } = peopleOf(service.current, app);
    await make("moved");
    await cognito.forgotPassword({ ...app, Username: "moved" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("moved"));
    const UserAttributes = [
      { Name: "email", Value: "new-home@example.com" },
      { Name: "email_verified", Value: "true" },
    ];
    await cognito.adminUpdateUserAttributes({ ...app, Username: "moved", UserAttributes });
    const confirm = { ...app, Username: "moved", ConfirmationCode, Password: "Mallory-s1" };
    await expect(cognito.confirmForgotPassword(confirm)).rejects.toMatchObject({ name: "ExpiredCodeException" });
    expect((await withPassword("moved", password)).AuthenticationResult).toBeDefined();
  });

  it("fails with a code that was sent before an administrator chose a password", async () => {
    const app = await makeApp(service.current);
    const { cognito, make } = peopleOf(service.current, app);
    await make("locked");
    await cognito.forgotPassword({ ...app, Username: "locked" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("locked"));
    await cognito.adminSetUserPassword({ ...app, Username: "locked", Password: "Temp0rary!" });
    const confirm = { ...app, Username: "locked", ConfirmationCode, Password: "Mallory-s1" };
    await expect(cognito.confirmForgotPassword(confirm)).rejects.toMatchObject({ name: "ExpiredCodeException" });
  });

  it("fails by a preferred username that looks like an address", async () => {
    const app = await makeApp(service.current, { AliasAttributes: ["email", "preferred_username"] });
    const { cognito, makeSignedIn } = peopleOf(service.current, app);
    const { AccessToken } = await makeSignedIn("mallory");
    const UserAttributes = [{ Name: "preferred_username", Value: "victim@example.com" }];
    await expect(cognito.updateUserAttributes({ AccessToken, UserAttributes })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Preferred username cannot be of email format, since user pool is configured for email alias.",
    });
  });

  it("fails by a name that is somebody else's sub, however it is come by", async () => {
    const app = await makeApp(service.current, { AliasAttributes: ["preferred_username"] });
    const { cognito, make, makeSignedIn, signUp, invite, get } = peopleOf(service.current, app);
    await make("victim");
    const { sub = "" } = recordOf((await get("victim")).UserAttributes);
    const taken = { name: "UsernameExistsException" };
    await expect(signUp(sub)).rejects.toMatchObject(taken);
    await expect(invite(sub)).rejects.toMatchObject(taken);
    const { AccessToken } = await makeSignedIn("mallory");
    const UserAttributes = [{ Name: "preferred_username", Value: sub }];
    await expect(cognito.updateUserAttributes({ AccessToken, UserAttributes })).rejects.toMatchObject({
      name: "AliasExistsException",
      message: "An account with the preferred_username already exists.",
    });
    await expect(invite("eve", { UserAttributes })).rejects.toMatchObject({ name: "AliasExistsException" });
    expect((await get(sub)).Username).toBe("victim");
  });

  it("fails for an immutable attribute at the first sign-in", async () => {
    const Schema = [{ Name: "tenant", AttributeDataType: "String" as const, Mutable: false }];
    const app = await makeApp(service.current, { Schema });
    const { cognito, invite, withPassword } = peopleOf(service.current, app);
    await invite("newcomer", { TemporaryPassword: "Temp0rary!" });
    const { Session } = await withPassword("newcomer", "Temp0rary!");
    const ChallengeResponses = {
      USERNAME: "newcomer",
      NEW_PASSWORD: password,
      "userAttributes.custom:tenant": "somebody-elses",
    };
    const answer = { ...app, ChallengeName: "NEW_PASSWORD_REQUIRED" as const, Session, ChallengeResponses };
    await expect(cognito.respondToAuthChallenge(answer)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("Attribute cannot be updated."),
    });
  });

  it("fails for a page of another origin that signs its calls with any key", async () => {
    const call = (origin: string) =>
      fetch(service.current.url, {
        method: "POST",
        headers: {
          origin,
          authorization: `AWS4-HMAC-SHA256 Credential=any/20260131/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
          "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools",
        },
        body: '{"MaxResults":1}',
      });
    expect(await (await call("https://evil.example")).json()).toMatchObject({ __type: "AccessDeniedException" });
    expect(await (await call("null")).json()).toMatchObject({ __type: "AccessDeniedException" });
    // Anybody may serve pages at an address of their own.
    for (const address of ["203.0.113.7", "[2001:db8::7]", "[::ffff:203.0.113.7]", "0x1.2.3.4"]) {
      const answer = (await call(`http://${address}`)).json();
      expect(await answer, address).toMatchObject({ __type: "AccessDeniedException" });
    }
    for (const own of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000", "http://192.168.1.7"]) {
      expect((await call(own)).status, own).toBe(200);
    }
  });
});
