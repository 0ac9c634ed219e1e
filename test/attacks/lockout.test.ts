import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { defaultApp, emailOf, makeApp, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, type Poolhouse, start, startForAll } from "../support/start.ts";

const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };
const locked = { name: "NotAuthorizedException", message: "Password attempts exceeded" };
const bad = "Wr0ng-one";

/** What each of many calls came to: its error's text, or "tokens". */
const outcomes = async (calls: readonly Promise<object>[]): Promise<string[]> =>
  (await Promise.allSettled(calls)).map((result) =>
    result.status === "rejected" ? (result.reason as Error).message : "tokens",
  );

const count = (texts: readonly string[], text: string) => texts.filter((one) => one === text).length;

/** Five were looked at; on a machine so slow that a second, three or seven went by meanwhile, some more. */
function expectFew(texts: readonly string[]): void {
  const seen = count(texts, wrong.message);
  expect([5, 6, 7, 8, 9]).toContain(seen);
  expect(count(texts, locked.message)).toBe(texts.length - seen);
}

describe.each(databases)("Wrong passwords, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const clock = (change: object) => service.current.control("PUT", "/clock", change);

  async function failTimes(name: string, times: number): Promise<void> {
    for (let time = 0; time < times; time++)
      await expect(people().withPassword(name, bad)).rejects.toMatchObject(wrong);
  }

  /** For the eight seconds after the eighth: a second would be over before a slow machine has looked. */
  async function lockOut(name: string): Promise<void> {
    await failTimes(name, 5);
    for (const seconds of [1, 2, 4]) {
      await expect(people().withPassword(name, bad)).rejects.toMatchObject(locked);
      await clock({ advance: `PT${seconds}S` });
      await failTimes(name, 1);
    }
  }

  it("lock their user out after the fifth, for a second, and then for twice as long each time", async () => {
    const { make, withPassword } = people();
    await make("anna");
    try {
      await lockOut("anna");
      for (const seconds of [8, 16, 32]) {
        for (const given of [bad, password]) {
          await expect(withPassword("anna", given)).rejects.toMatchObject(locked);
        }
        await clock({ advance: `PT${seconds}S` });
        await failTimes("anna", 1);
      }
      await clock({ advance: "PT50S" });
      await expect(withPassword("anna")).rejects.toMatchObject(locked);
      await clock({ advance: "PT14S" });
      expect((await withPassword("anna")).AuthenticationResult).toBeDefined();
      await failTimes("anna", 5);
    } finally {
      await clock({ reset: true });
    }
  });

  it("are forgotten after a right one, and after a quarter of an hour", async () => {
    const { make, withPassword, signIn } = people();
    await make("bert");
    try {
      await failTimes("bert", 4);
      await signIn("bert");
      await failTimes("bert", 4);
      await clock({ advance: "PT15M" });
      await failTimes("bert", 5);
      await expect(withPassword("bert")).rejects.toMatchObject(locked);
    } finally {
      await clock({ reset: true });
    }
  });

  it("are one count for every way in: with the password, by SRP, for backends, and for ChangePassword", async () => {
    const { makeSignedIn, cognito, UserPoolId, ClientId, withPassword } = people();
    const { AccessToken } = await makeSignedIn("carla");
    const backend = (PASSWORD: string) =>
      cognito.adminInitiateAuth({
        ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
        AuthParameters: { USERNAME: "carla", PASSWORD },
      });
    const proof = (given: string) =>
      srpAnswer(cognito, { userPoolId: UserPoolId, clientId: ClientId, username: "carla", password: given });
    const srp = async (given: string) => cognito.respondToAuthChallenge(await proof(given));
    const change = (PreviousPassword: string) =>
      cognito.changePassword({ AccessToken, PreviousPassword, ProposedPassword: "Brand-new1" });
    const ways = [(given: string) => withPassword("carla", given), backend, srp, change];
    const right = await proof(password);
    for (const way of ways) await expect(way(bad)).rejects.toMatchObject(wrong);
    await expect(srp(bad)).rejects.toMatchObject(wrong);
    try {
      for (const seconds of [1, 2, 4]) {
        await clock({ advance: `PT${seconds}S` });
        await failTimes("carla", 1);
      }
      for (const way of ways) await expect(way(password)).rejects.toMatchObject(locked);
      await expect(cognito.respondToAuthChallenge(right)).rejects.toMatchObject(locked);
      await clock({ advance: "PT8S" });
      expect((await cognito.respondToAuthChallenge(right)).AuthenticationResult).toBeDefined();
    } finally {
      await clock({ reset: true });
    }
  });

  it("do not lock out whose password is set anew", async () => {
    const { make, cognito, UserPoolId, ClientId, withPassword, signIn } = people();
    await make("dora");
    await failTimes("dora", 5);
    await cognito.adminSetUserPassword({ UserPoolId, Username: "dora", Password: "An0ther-one", Permanent: true });
    await signIn("dora", "An0ther-one");
    await failTimes("dora", 5);
    await cognito.forgotPassword({ ClientId, Username: "dora" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("dora"));
    await cognito.confirmForgotPassword({ ClientId, Username: "dora", ConfirmationCode, Password: password });
    expect((await withPassword("dora")).AuthenticationResult).toBeDefined();
  });

  it("lock nobody else out, and somebody who was made anew not either", async () => {
    const { make, cognito, UserPoolId, signIn } = people();
    await make("emil");
    await failTimes("emil", 5);
    await signIn("alice");
    await cognito.adminDeleteUser({ UserPoolId, Username: "emil" });
    await make("emil");
    await signIn("emil");
  });

  it("lock nobody out too, where the client hides who exists", async () => {
    const app = await makeApp(service.current, {}, { PreventUserExistenceErrors: "ENABLED" });
    const { withPassword, make } = peopleOf(service.current, app);
    await make("somebody");
    const srp = async (username: string) => {
      const { cognito, UserPoolId: userPoolId, ClientId: clientId } = peopleOf(service.current, app);
      const proof = await srpAnswer(cognito, { userPoolId, clientId, username, password: bad });
      return cognito.respondToAuthChallenge(proof);
    };
    for (const name of ["somebody", "nobody"]) {
      for (let time = 0; time < 4; time++) await expect(withPassword(name, bad)).rejects.toMatchObject(wrong);
      await expect(srp(name)).rejects.toMatchObject(wrong);
      for (const way of [srp, withPassword]) await expect(way(name, bad)).rejects.toMatchObject(locked);
    }
  });

  it("are not overtaken by the right one that comes among thirty at once", async () => {
    const { make, withPassword, signIn } = people();
    await make("fritz");
    await signIn("fritz"); // from now on the right one takes no time
    const guesses = Array.from({ length: 30 }, (_, guess) => (guess === 15 ? password : `Gu3ss-${guess}`));
    expectFew(await outcomes(guesses.map((guess) => withPassword("fritz", guess))));
  });

  it("leave 20 right ones that come at once alone", async () => {
    const { make, withPassword } = people();
    await make("gusti");
    const texts = await outcomes(Array.from({ length: 20 }, () => withPassword("gusti")));
    expect(count(texts, "tokens")).toBe(20);
  });
});

describe("Wrong passwords, at two instances of one service,", async () => {
  const database = await freshDatabase.postgres();

  it("lock their user out after the fifth, wherever they came", async () => {
    const instances: Poolhouse[] = [];
    for (let instance = 0; instance < 2; instance++) instances.push(await start({ database }));
    try {
      await peopleOf(instances[0]!).make("hanno");
      const texts = await outcomes(
        Array.from({ length: 60 }, (_, guess) =>
          peopleOf(instances[guess % 2]!, defaultApp).withPassword("hanno", `Gu3ss-${guess}`),
        ),
      );
      expectFew(texts);
    } finally {
      for (const instance of instances) await instance.stop();
    }
  });
});
