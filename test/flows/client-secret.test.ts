import { beforeAll, describe, expect, it } from "vitest";
import {
  defaultApp,
  emailOf,
  everyFlow,
  listOf,
  makeApp,
  password,
  peopleOf,
  secretHash,
  type Tokens,
} from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("A client with a secret, on %s", async (kind) => {
  const service = await startForAll(kind);
  const { UserPoolId } = defaultApp;
  let ClientId = "";
  let secret = "";
  const app = () => peopleOf(service.current, { UserPoolId, ClientId });
  const hashFor = (username: string) => secretHash(secret, username, ClientId);

  beforeAll(async () => {
    const { UserPoolClient } = await service.current.sdk().createUserPoolClient({
      UserPoolId,
      ClientName: "confidential",
      GenerateSecret: true,
      ExplicitAuthFlows: everyFlow,
    });
    ClientId = UserPoolClient!.ClientId!;
    secret = UserPoolClient!.ClientSecret!;
  });

  /** Every public operation, as somebody called `Username` would use it. */
  const operations = (Username: string, SecretHash: string | undefined, ConfirmationCode = "123456") => {
    const { cognito } = app();
    const named = { ClientId, Username, SecretHash };
    const hash: Record<string, string> = SecretHash === undefined ? {} : { SECRET_HASH: SecretHash };
    const USERNAME = Username;
    return {
      signUp: () =>
        cognito.signUp({ ...named, Password: password, UserAttributes: listOf({ email: emailOf(Username) }) }),
      resend: () => cognito.resendConfirmationCode(named),
      confirm: () => cognito.confirmSignUp({ ...named, ConfirmationCode }),
      forgot: () => cognito.forgotPassword(named),
      recover: () => cognito.confirmForgotPassword({ ...named, ConfirmationCode, Password: password }),
      signIn: () => app().initiate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD: password, ...hash }),
      begin: () => app().initiate("USER_SRP_AUTH", { USERNAME, SRP_A: "abc", ...hash }),
      respond: () =>
        cognito.respondToAuthChallenge({
          ClientId,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session: "x".repeat(20),
          ChallengeResponses: { USERNAME, NEW_PASSWORD: password, ...hash },
        }),
    };
  };

  it("proves itself in every operation from signing up to signing in", async () => {
    const { signUp, resend, ...later } = operations("anna", hashFor("anna"));
    await signUp();
    await resend();
    const code = await service.current.codeSentTo(emailOf("anna"));
    await operations("anna", hashFor("anna"), code).confirm();
    await later.forgot();
    const newCode = await service.current.codeSentTo(emailOf("anna"));
    await operations("anna", hashFor("anna"), newCode).recover();
    expect((await later.signIn()).AuthenticationResult).toBeDefined();
  });

  it("is refused without SECRET_HASH, and with a wrong one, before anything is looked at", async () => {
    const without = Object.values(operations("alice", undefined));
    const missing = {
      name: "NotAuthorizedException",
      message: `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    };
    await Promise.all(without.map((call) => expect(call()).rejects.toMatchObject(missing)));

    const unproven = {
      name: "NotAuthorizedException",
      message: `Unable to verify secret hash for client ${ClientId}`,
    };
    for (const wrong of [hashFor("bob"), secretHash("guess", "alice", ClientId), "AAAA"]) {
      const calls = Object.values(operations("alice", wrong));
      await Promise.all(calls.map((call) => expect(call()).rejects.toMatchObject(unproven)));
    }
  });

  it("proves itself in SRP by the name that the challenge told", async () => {
    const cognito = service.current.sdk();
    const begun = await srpAnswer(cognito, {
      ...{ userPoolId: UserPoolId, clientId: ClientId, username: "alice", password },
      secretHash: hashFor("alice"),
    });
    await expect(cognito.respondToAuthChallenge(begun)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    const ChallengeResponses = { ...begun.ChallengeResponses, SECRET_HASH: hashFor("alice") };
    const { AuthenticationResult } = await cognito.respondToAuthChallenge({ ...begun, ChallengeResponses });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("refreshes with the hash of the internal username, where people sign in with an address", async () => {
    const byEmail = await makeApp(service.current, { UsernameAttributes: ["email"] });
    const cognito = service.current.sdk();
    const { UserPoolClient } = await cognito.createUserPoolClient({
      UserPoolId: byEmail.UserPoolId,
      ClientName: "confidential",
      GenerateSecret: true,
      ExplicitAuthFlows: everyFlow,
    });
    const { ClientId: id = "", ClientSecret = "" } = UserPoolClient ?? {};
    const people = peopleOf(service.current, { UserPoolId: byEmail.UserPoolId, ClientId: id });
    const hash = (name: string) => secretHash(ClientSecret, name, id);
    const sub = await people.make("anna@example.com", {});
    const { AuthenticationResult } = await people.initiate("USER_PASSWORD_AUTH", {
      USERNAME: "anna@example.com",
      PASSWORD: password,
      SECRET_HASH: hash("anna@example.com"),
    });
    const { RefreshToken: REFRESH_TOKEN } = AuthenticationResult as Tokens;
    const refresh = (SECRET_HASH: string) => people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN, SECRET_HASH });
    expect((await refresh(hash(sub))).AuthenticationResult).toBeDefined();
    await expect(refresh(hash("anna@example.com"))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Unable to verify secret hash for client ${id}`,
    });
    await expect(people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Client ${id} is configured with secret but SECRET_HASH was not received`,
    });
  });

  it("is the only one that has use for a SECRET_HASH", async () => {
    const { ClientId: publicClient } = defaultApp;
    const call = service.current.sdk().forgotPassword({
      ClientId: publicClient,
      Username: "alice",
      SecretHash: "AAAA",
    });
    await expect(call).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Client ${publicClient} is not configured for secret but secret was received`,
    });
  });
});
