import { describe, expect, it } from "vitest";
import { emailOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("The password policy, on %s", async (kind) => {
  const service = await startForAll(kind);

  it("may ask for less than Cognito's own", async () => {
    const app = await makeApp(service.current, { Policies: { PasswordPolicy: { MinimumLength: 6 } } });
    const { cognito, ClientId } = peopleOf(service.current, app);
    const signUp = (Username: string, Password: string) => cognito.signUp({ ClientId, Username, Password });
    await signUp("anna", "aaaaaa");
    await expect(signUp("bert", "aaaaa")).rejects.toMatchObject({ name: "InvalidPasswordException" });
  });

  it("holds for whoever sets a password after it changed, not for passwords that are there", async () => {
    const app = await makeApp(service.current);
    const { cognito, UserPoolId, make, signIn } = peopleOf(service.current, app);
    await make("anna");
    await cognito.updateUserPool({ UserPoolId, Policies: { PasswordPolicy: { MinimumLength: 20 } } });
    await signIn("anna");
    const set = cognito.adminSetUserPassword({ UserPoolId, Username: "anna", Password: password, Permanent: true });
    await expect(set).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
  });

  it("remembers as many passwords as it says, in every operation that sets one", async () => {
    const app = await makeApp(service.current, {
      AutoVerifiedAttributes: ["email"],
      Policies: { PasswordPolicy: { MinimumLength: 6, PasswordHistorySize: 2 } },
    });
    const { cognito, UserPoolId, ClientId, make, signIn } = peopleOf(service.current, app);
    const used = { name: "PasswordHistoryPolicyViolationException" };
    const Username = await make("anna");
    const { AccessToken } = await signIn(Username);
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      cognito.changePassword({ AccessToken, PreviousPassword, ProposedPassword });
    const set = (Password: string) => cognito.adminSetUserPassword({ UserPoolId, Username, Password, Permanent: true });

    await expect(change(password, password)).rejects.toMatchObject(used);
    await change(password, "second-one");
    for (const former of [password, "second-one"]) await expect(set(former)).rejects.toMatchObject(used);
    await set("third-one");
    await cognito.forgotPassword({ ClientId, Username });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("anna"));
    const recover = (Password: string) =>
      cognito.confirmForgotPassword({ ClientId, Username, ConfirmationCode, Password });
    await expect(recover("second-one")).rejects.toMatchObject(used);
    await recover(password);
    await signIn(Username);
  });

  it("remembers them where a temporary password is replaced, too", async () => {
    const app = await makeApp(service.current, {
      Policies: { PasswordPolicy: { MinimumLength: 6, PasswordHistorySize: 2 } },
    });
    const { cognito, UserPoolId, ClientId, make, withPassword } = peopleOf(service.current, app);
    const Username = await make("anna");
    await cognito.adminSetUserPassword({ UserPoolId, Username, Password: "temporary" });
    const { Session } = await withPassword(Username, "temporary");
    const answer = (NEW_PASSWORD: string) =>
      cognito.respondToAuthChallenge({
        ...{ ClientId, Session, ChallengeName: "NEW_PASSWORD_REQUIRED" },
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
      });
    for (const former of [password, "temporary"]) {
      await expect(answer(former)).rejects.toMatchObject({ name: "PasswordHistoryPolicyViolationException" });
    }
    expect((await answer("third-one")).AuthenticationResult).toBeDefined();
  });

  it("forgets former passwords when the history is switched off", async () => {
    const app = await makeApp(service.current, {
      Policies: { PasswordPolicy: { MinimumLength: 6, PasswordHistorySize: 5 } },
    });
    const { cognito, UserPoolId, make } = peopleOf(service.current, app);
    const Username = await make("anna");
    const set = (Password: string) => cognito.adminSetUserPassword({ UserPoolId, Username, Password, Permanent: true });
    await set("second-one");
    const history = (PasswordHistorySize: number) =>
      cognito.updateUserPool({ UserPoolId, Policies: { PasswordPolicy: { MinimumLength: 6, PasswordHistorySize } } });
    await history(0);
    await set("third-one");
    await history(5);
    await expect(set("third-one")).rejects.toMatchObject({ name: "PasswordHistoryPolicyViolationException" });
    await set("second-one");
  });
});
