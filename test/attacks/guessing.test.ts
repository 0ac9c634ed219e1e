import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { mailServer } from "../delivery/mail-server.ts";
import { emailOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, start, startForAll } from "../support/start.ts";
import { choiceClient, choicePool } from "../support/user-auth.ts";

const limit = { name: "LimitExceededException", message: "Attempt limit exceeded, please try after some time." };
const mismatch = "CodeMismatchException";

describe.each(databases)("Guessing a code, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  /** Six digits, none of which is the right code. */
  const guesses = (right: string, count: number) =>
    Array.from({ length: count + 1 }, (_, number) => String(number).padStart(6, "0"))
      .filter((code) => code !== right)
      .slice(0, count);

  it("ends after 15 wrong answers: then even the right one is refused, and no other is sent for an hour", async () => {
    const { cognito, ClientId, signUp, confirm } = people();
    const Username = "anna";
    await signUp(Username);
    const right = await service.current.codeSentTo(emailOf(Username));
    const answer = (ConfirmationCode: string) => cognito.confirmSignUp({ ClientId, Username, ConfirmationCode });
    for (const wrong of guesses(right, 15)) await expect(answer(wrong)).rejects.toMatchObject({ name: mismatch });
    await expect(answer("999999")).rejects.toMatchObject(limit);
    await expect(answer(right)).rejects.toMatchObject(limit);
    await expect(cognito.resendConfirmationCode({ ClientId, Username })).rejects.toMatchObject(limit);
    await service.current.control("PUT", "/clock", { advance: "PT1H" });
    try {
      await expect(answer(right)).rejects.toMatchObject(limit);
      await cognito.resendConfirmationCode({ ClientId, Username });
      await confirm(Username);
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });

  it("goes no further by asking for new codes", async () => {
    const { cognito, ClientId, make } = people();
    const Username = "erna";
    await make(Username);
    let mismatches = 0;
    const guess = async () => {
      await cognito.forgotPassword({ ClientId, Username });
      const right = await service.current.codeSentTo(emailOf(Username));
      for (const ConfirmationCode of guesses(right, 4)) {
        const call = cognito.confirmForgotPassword({ ClientId, Username, ConfirmationCode, Password: "Mallory-s1" });
        await call.catch(({ name }) => {
          if (name === mismatch) mismatches++;
        });
      }
    };
    await guess();
    await guess();
    await guess();
    await guess();
    await expect(guess()).rejects.toMatchObject(limit);
    expect(mismatches).toBe(15);
  });

  it("does not count what ended well", async () => {
    const { cognito, ClientId, make } = people();
    const Username = "fritz";
    await make(Username);
    for (let round = 0; round < 8; round++) {
      await cognito.forgotPassword({ ClientId, Username });
      const right = await service.current.codeSentTo(emailOf(Username));
      const answer = (ConfirmationCode: string) =>
        cognito.confirmForgotPassword({ ClientId, Username, ConfirmationCode, Password: password });
      for (const wrong of guesses(right, 2)) await expect(answer(wrong)).rejects.toMatchObject({ name: mismatch });
      await answer(right);
    }
  });

  it("does not go further when all guesses come at once", async () => {
    const { cognito, ClientId, make, signIn } = people();
    const Username = "bert";
    await make(Username);
    await cognito.forgotPassword({ ClientId, Username });
    const right = await service.current.codeSentTo(emailOf(Username));
    const answer = (ConfirmationCode: string) =>
      cognito.confirmForgotPassword({ ClientId, Username, ConfirmationCode, Password: "Mallory-s1" });
    const results = await Promise.allSettled(guesses(right, 40).map(answer));
    const names = results.map((result) => (result.status === "rejected" ? result.reason.name : "confirmed"));
    expect(names.filter((name) => name === mismatch)).toHaveLength(15);
    expect(names.filter((name) => name === limit.name)).toHaveLength(25);
    await expect(answer(right)).rejects.toMatchObject(limit);
    await signIn(Username);
  });

  it("for one purpose or person is none for another", async () => {
    const { cognito, ClientId, signUp, make } = people();
    await signUp("carla");
    await make("dora");
    await cognito.forgotPassword({ ClientId, Username: "dora" });
    const ofCarla = await service.current.codeSentTo(emailOf("carla"));
    const ofDora = await service.current.codeSentTo(emailOf("dora"));
    await expect(
      cognito.confirmForgotPassword({ ClientId, Username: "carla", ConfirmationCode: ofCarla, Password: password }),
    ).rejects.toMatchObject({ name: "ExpiredCodeException" });
    await expect(
      cognito.confirmForgotPassword({
        ClientId,
        Username: "dora",
        ConfirmationCode: ofCarla === ofDora ? "000000" : ofCarla,
        Password: password,
      }),
    ).rejects.toMatchObject({ name: mismatch });
  });
});

describe.each(databases)("Telling who exists, on %s,", async (kind) => {
  const service = await startForAll(kind);

  it("is not possible by SRP where usernames are made up: nobody is answered in the form of somebody", async () => {
    const app = await makeApp(
      service.current,
      { UsernameAttributes: ["email"], UsernameConfiguration: { CaseSensitive: false } },
      { PreventUserExistenceErrors: "ENABLED" },
    );
    const { make, initiate } = peopleOf(service.current, app);
    await make("anna@example.com", {});
    const begin = async (USERNAME: string) =>
      (await initiate("USER_SRP_AUTH", { USERNAME, SRP_A: "abc" })).ChallengeParameters ?? {};
    const shape = (parameters: Record<string, string>) =>
      Object.entries(parameters).map(([name, value]) => [name, value.replaceAll(/[0-9a-f]/g, "x").length > 8]);
    const somebody = await begin("anna@example.com");
    const nobody = await begin("nobody@example.com");
    expect(Object.keys(nobody)).toEqual(Object.keys(somebody));
    expect(shape(nobody)).toEqual(shape(somebody));
    expect(nobody.SECRET_BLOCK).toHaveLength(somebody.SECRET_BLOCK?.length ?? 0);
    for (const parameters of [somebody, nobody]) {
      expect(parameters.USER_ID_FOR_SRP).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(parameters.SALT).toMatch(/^[0-9a-f]{28,32}$/);
      expect(parameters.SRP_B).toMatch(/^[0-9a-f]{760,768}$/);
    }
    const again = await begin("NOBODY@example.com");
    expect(again).toMatchObject({ SALT: nobody.SALT, USER_ID_FOR_SRP: nobody.USER_ID_FOR_SRP });
    expect((await begin("nobody2@example.com")).SALT).not.toBe(nobody.SALT);
  });

  it("is not possible by a name of any length", async () => {
    const { withPassword, initiate } = peopleOf(service.current);
    for (const length of [129, 2000, 131_072]) {
      const USERNAME = "x".repeat(length);
      await expect(withPassword(USERNAME)).rejects.toMatchObject({ name: "NotAuthorizedException" });
      const begun = await initiate("USER_SRP_AUTH", { USERNAME, SRP_A: "abc" });
      expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
    }
  });
});

describe("Telling who exists by time", () => {
  it("is not possible by the history that somebody alone has: it is written when the answer has left", async () => {
    const logged: unknown[] = [];
    const logs = createServer(async (_request, response) => {
      await setTimeout(1_000);
      logged.push(response.writeHead(204).end());
    });
    await new Promise<void>((done) => logs.listen(0, "127.0.0.1", done));
    onTestFinished(() => void logs.close());
    const { port } = logs.address() as AddressInfo;
    const service = await start({ environment: { POOLHOUSE_LOG_DESTINATION: `http://127.0.0.1:${port}` } });
    onTestFinished(() => service.stop());
    const app = await makeApp(service, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    });
    const { make, withPassword, cognito, UserPoolId } = peopleOf(service, app);
    await cognito.setLogDeliveryConfiguration({
      UserPoolId,
      LogConfigurations: [
        {
          ...{ LogLevel: "INFO", EventSource: "userAuthEvents" },
          FirehoseConfiguration: { StreamArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/people" },
        },
      ],
    });
    await make("anna");
    await expect(withPassword("anna", "Wr0ng-one")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    expect(logged).toEqual([]);
    const { AuthEvents } = await cognito.adminListUserAuthEvents({ UserPoolId, Username: "anna" });
    expect(AuthEvents).toMatchObject([{ EventType: "SignIn", EventResponse: "Fail" }]);
    expect(logged).toHaveLength(1);
  });

  it("is not possible by the mail that somebody alone gets: it goes out when the answer has left", async () => {
    await using mail = await mailServer({
      onMailFrom: (_address, _session, done) => void setTimeout(1_000).then(() => done()),
    });
    const service = await start({ environment: { POOLHOUSE_SMTP_URL: mail.url } });
    onTestFinished(() => service.stop());
    const hiding = { ...choiceClient, PreventUserExistenceErrors: "ENABLED" as const };
    const app = await makeApp(service, choicePool, hiding);
    const { make, signUp, initiate, cognito, ClientId } = peopleOf(service, app);
    await make("anna");
    await cognito.forgotPassword({ ClientId, Username: "anna" });
    expect((await initiate("USER_AUTH", { USERNAME: "anna", PREFERRED_CHALLENGE: "EMAIL_OTP" })).Session).toBeDefined();
    expect(mail.received).toEqual([]);
    await service.codeSentTo(emailOf("anna"));
    expect(mail.received).toHaveLength(2);
    await signUp("bert"); // which tells whoever asks that the name is free, and waits
    expect(mail.received).toHaveLength(3);
    await cognito.resendConfirmationCode({ ClientId, Username: "bert" });
    expect(mail.received).toHaveLength(3);
  });

  it("is not possible: nobody's password takes as long to refuse as somebody's", async () => {
    const service = await start({
      environment: {
        POOLHOUSE_MODE: "shared",
        POOLHOUSE_SECRET: "0123456789abcdef",
        POOLHOUSE_ACCESS_KEYS: "test:test",
      },
    });
    try {
      const { withPassword } = peopleOf(service);
      const timeOf = async (name: string) => {
        const begun = performance.now();
        await withPassword(name, "Wr0ng-one").catch(() => undefined);
        return performance.now() - begun;
      };
      const times: Record<"alice" | "nobody", number[]> = { alice: [], nobody: [] };
      for (let round = 0; round < 9; round++) {
        times.alice.push(await timeOf("alice"));
        times.nobody.push(await timeOf(`nobody-${round}`));
      }
      const median = (list: number[]) => list.toSorted((a, b) => a - b)[4] ?? 0;
      // argon2 makes nearly all of it: without one, nobody would be refused in a tenth of the time.
      expect(median(times.nobody) / median(times.alice)).toBeGreaterThan(0.5);
      expect(median(times.nobody) / median(times.alice)).toBeLessThan(2);
    } finally {
      await service.stop();
    }
  });
});
