import { beforeAll, describe, expect, it } from "vitest";
import { makeMfaApp, signingIn, withApp, withSms } from "../support/mfa.ts";
import { type App, defaultApp, makeApp, makeClient, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";
import { choicePool } from "../support/user-auth.ts";

const invalid = { name: "NotAuthorizedException", message: "Invalid session for the user." };
const used = {
  name: "NotAuthorizedException",
  message: "Invalid session for the user, session can only be used once.",
};
const newPassword = "Brand-new1";

describe.each(databases)("A session, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  let others: App;
  beforeAll(async () => {
    others = await makeApp(service.current);
  });

  /** Somebody who has signed in with a temporary password and is asked for a new one. */
  async function arrive(Username: string, app: App = defaultApp): Promise<string> {
    const { invite, withPassword } = peopleOf(service.current, app);
    await invite(Username, { TemporaryPassword: password });
    return (await withPassword(Username)).Session ?? "";
  }
  const answer = (USERNAME: string, Session: string, ClientId = defaultApp.ClientId, NEW_PASSWORD = newPassword) =>
    people().cognito.respondToAuthChallenge({
      ClientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME, NEW_PASSWORD },
    });

  it("is refused when any part of it was altered", async () => {
    const session = await arrive("anna");
    const bytes = Buffer.from(session, "base64");
    const altered = Array.from({ length: bytes.length }, (_, at) => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return copy.toString("base64");
    });
    const shapes = [session.slice(0, -4), `${session}AAAA`, session.slice(4), "A".repeat(2048), "?".repeat(20)];
    await Promise.all(
      [...altered, ...shapes].map((wrong) => expect(answer("anna", wrong)).rejects.toMatchObject(invalid)),
    );
    await answer("anna", session);
  });

  it("is one person's, one client's and one pool's", async () => {
    const session = await arrive("bert");
    const otherClient = await makeClient(service.current, defaultApp.UserPoolId);
    await arrive("bert", others);
    for (const call of [
      () => answer("alice", session),
      () => answer("bert", session, otherClient),
      () => answer("bert", session, others.ClientId),
    ]) {
      await expect(call()).rejects.toMatchObject(invalid);
    }
    await answer("bert", session);
  });

  it("answers the challenge that it was given for, and no other", async () => {
    const session = await arrive("carla");
    const { cognito, ClientId } = people();
    const asSecretBlock = cognito.respondToAuthChallenge({
      ClientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: {
        USERNAME: "carla",
        PASSWORD_CLAIM_SECRET_BLOCK: session,
        PASSWORD_CLAIM_SIGNATURE: "AAAA",
        TIMESTAMP: "Tue Nov 3 08:09:05 UTC 2026",
      },
    });
    await expect(asSecretBlock).rejects.toMatchObject(invalid);
    const { ChallengeParameters } = await people().initiate("USER_SRP_AUTH", { USERNAME: "alice", SRP_A: "abc" });
    await expect(answer("alice", ChallengeParameters?.SECRET_BLOCK ?? "")).rejects.toMatchObject(invalid);
  });

  it("is used once: of 20 equal answers one gives tokens", async () => {
    const session = await arrive("dora");
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => answer("dora", session)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason.name).toBe("NotAuthorizedException");
    }
    await expect(answer("dora", session)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("ends when an administrator sets another password: who knew the old one does not choose the next", async () => {
    const { cognito, UserPoolId, withPassword } = people();
    const session = await arrive("emil");
    await cognito.adminSetUserPassword({ UserPoolId, Username: "emil", Password: "An0ther-one" });
    for (const wanted of [newPassword, "short"]) {
      await expect(answer("emil", session, undefined, wanted)).rejects.toMatchObject(invalid);
    }
    expect((await withPassword("emil", "An0ther-one")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("ends with the first answer, though a second session was open", async () => {
    const first = await arrive("fritz");
    const { Session: second = "" } = await people().withPassword("fritz");
    await answer("fritz", first);
    await expect(answer("fritz", second, undefined, "Mallory-s1")).rejects.toMatchObject(invalid);
    await people().signIn("fritz", newPassword);
  });

  it("ends with the person, and while they are disabled", async () => {
    const { cognito, UserPoolId } = people();
    const session = await arrive("gusti");
    await cognito.adminDisableUser({ UserPoolId, Username: "gusti" });
    await expect(answer("gusti", session)).rejects.toMatchObject({ message: "User is disabled." });
    await cognito.adminDeleteUser({ UserPoolId, Username: "gusti" });
    await expect(answer("gusti", session)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await arrive("gusti");
    await expect(answer("gusti", session)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });
});

describe.each(databases)("A session of a second step, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  beforeAll(async () => {
    app = await makeMfaApp(service.current, { ...withSms, ...withApp }, choicePool, {
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    });
  });
  const people = () => signingIn(service.current, app);
  const phone = "+15555550190";

  /** Somebody who has given a password and is asked for a code by text message. */
  async function arrive(Username: string): Promise<{ Session: string; SMS_MFA_CODE: string }> {
    const { make, cognito, UserPoolId, withPassword } = people();
    await make(Username, { phone_number: phone, email: `${Username}@example.com`, email_verified: "true" });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username, SMSMfaSettings: { Enabled: true } });
    const { Session = "" } = await withPassword(Username);
    return { Session, SMS_MFA_CODE: await service.current.codeSentTo(phone) };
  }

  it("ends when the password that it began with is set anew, for good or for the time being", async () => {
    const { cognito, UserPoolId, answer } = people();
    for (const [Username, Permanent] of [
      ["hanna", true],
      ["ida", false],
    ] as const) {
      const { Session, SMS_MFA_CODE } = await arrive(Username);
      await cognito.adminSetUserPassword({ UserPoolId, Username, Password: "An0ther-one", Permanent });
      await expect(answer("SMS_MFA", Username, Session, { SMS_MFA_CODE })).rejects.toMatchObject(invalid);
    }
  });

  it("ends when an administrator takes the password out of force", async () => {
    const { cognito, UserPoolId, answer } = people();
    const { Session, SMS_MFA_CODE } = await arrive("jana");
    await cognito.adminResetUserPassword({ UserPoolId, Username: "jana" });
    await expect(answer("SMS_MFA", "jana", Session, { SMS_MFA_CODE })).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
      message: "Password reset required for the user",
    });
  });

  it("is no second factor's in disguise: a code by mail that was the only factor ends when a second one is turned on", async () => {
    const { make, cognito, UserPoolId, initiate, answer } = people();
    for (const [Username, settle] of [
      [
        "karl",
        () => cognito.adminSetUserMFAPreference({ UserPoolId, Username: "karl", SMSMfaSettings: { Enabled: true } }),
      ],
      ["lena", () => cognito.adminSetUserPassword({ UserPoolId, Username: "lena", Password: "An0ther-one" })],
    ] as const) {
      const email = `${Username}@example.com`;
      await make(Username, { phone_number: phone, email, email_verified: "true" });
      const { Session } = await initiate("USER_AUTH", { USERNAME: Username, PREFERRED_CHALLENGE: "EMAIL_OTP" });
      const EMAIL_OTP_CODE = await service.current.codeSentTo(email);
      await settle();
      await expect(answer("EMAIL_OTP", Username, Session, { EMAIL_OTP_CODE })).rejects.toMatchObject(invalid);
    }
  });
});

describe.each(databases)("A SECRET_BLOCK, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const cognito = () => service.current.sdk();
  const prove = (username: string, now = new Date()) =>
    srpAnswer(cognito(), {
      ...{ userPoolId: defaultApp.UserPoolId, clientId: defaultApp.ClientId },
      ...{ username, password, now },
    });
  type Answer = Awaited<ReturnType<typeof prove>>;
  const respond = (answer: Answer, changes: Record<string, string> = {}) =>
    cognito().respondToAuthChallenge({
      ...answer,
      ChallengeResponses: { ...answer.ChallengeResponses, ...changes },
    });
  const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };

  it("gives tokens for a right proof, and so does the proof that came in lower case", async () => {
    expect((await respond(await prove("alice"))).AuthenticationResult?.AccessToken).toBeDefined();
    expect((await respond(await prove("ALICE"))).AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("is one person's: another's right proof does not do for it, under either name", async () => {
    const alice = await prove("alice");
    const bob = await prove("bob");
    const block = alice.ChallengeResponses?.PASSWORD_CLAIM_SECRET_BLOCK ?? "";
    await expect(respond(bob, { PASSWORD_CLAIM_SECRET_BLOCK: block })).rejects.toMatchObject(invalid);
    await expect(respond(bob, { PASSWORD_CLAIM_SECRET_BLOCK: block, USERNAME: "alice" })).rejects.toMatchObject(wrong);
  });

  it("is spent by one wrong proof", async () => {
    const answer = await prove("alice");
    await expect(respond(answer, { PASSWORD_CLAIM_SIGNATURE: "AAAA" })).rejects.toMatchObject(wrong);
    await expect(respond(answer)).rejects.toMatchObject(used);
  });

  it("is used once, and cannot be written in another way", async () => {
    const answer = await prove("alice");
    await respond(answer);
    await expect(respond(answer)).rejects.toMatchObject(used);
    const block = answer.ChallengeResponses?.PASSWORD_CLAIM_SECRET_BLOCK ?? "";
    for (const spelling of [`${block}\n`, `${block}AAAA`, ` ${block}`, `${block}=`]) {
      await expect(respond(answer, { PASSWORD_CLAIM_SECRET_BLOCK: spelling })).rejects.toMatchObject(invalid);
    }
  });

  it("does not outlive the password that it was made for", async () => {
    const people = peopleOf(service.current);
    await people.make("carla");
    const answer = await prove("carla");
    await people.cognito.adminSetUserPassword({
      UserPoolId: defaultApp.UserPoolId,
      Username: "carla",
      Password: "An0ther-one",
      Permanent: true,
    });
    await expect(respond(answer)).rejects.toMatchObject(wrong);
  });

  it("is answered while the caller's clock is right, by five minutes and no more", async () => {
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    for (const now of [minutes(-4), minutes(4)]) await respond(await prove("alice", now));
    for (const now of [minutes(-6), minutes(6), new Date(0)]) {
      await expect(respond(await prove("alice", now))).rejects.toMatchObject(wrong);
    }
    await expect(respond(await prove("alice"), { TIMESTAMP: "2026-11-03T08:09:05Z" })).rejects.toMatchObject(wrong);
  });

  it("tells nobody's from somebody's neither by its words nor by its form", async () => {
    await peopleOf(service.current).make("dora"); // nobody has guessed at her password yet
    const [dora, nobody] = [await prove("dora"), await prove("nobody")];
    const unnamed = { USERNAME: "somebody-else" };
    await expect(respond(dora, unnamed)).rejects.toMatchObject(invalid);
    await expect(respond(nobody, unnamed)).rejects.toMatchObject(invalid);
    await expect(respond(dora, { USERNAME: "dora", PASSWORD_CLAIM_SIGNATURE: "AAAA" })).rejects.toMatchObject(wrong);
    await expect(respond(nobody, { USERNAME: "nobody" })).rejects.toMatchObject(wrong);
    await expect(respond(dora)).rejects.toMatchObject(used);
    await expect(respond(nobody)).rejects.toMatchObject(used);
  });
});
