import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { defaultIds } from "../../src/declaration/index.ts";
import { defaultApp, emailOf, everyFlow, listOf, password, peopleOf, secretHash } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

interface Line {
  readonly operation?: string;
  readonly exception?: string;
  readonly requestId?: string;
  readonly reason?: string;
}

/** A log that keeps all that is ever written to it. */
function keptLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  return { log: pino({ level: "trace" }, stream), lines };
}

describe.each(databases)("The log, on %s", async (kind) => {
  const { log, lines } = keptLog();
  const service = await startForAll(kind, { log });
  const { UserPoolId, ClientId } = defaultApp;
  const people = () => peopleOf(service.current);
  /** What one refused call is told the log. */
  /** What was refused meanwhile. */
  async function reasonsOf(call: Promise<unknown>): Promise<Line[]> {
    const before = lines.length;
    await expect(call).rejects.toThrow();
    const written = lines.slice(before).map((line): Line => JSON.parse(line));
    return written.filter(({ exception }) => exception !== undefined);
  }

  it("tells the truth behind a masked refusal, on one line with request id and operation", async () => {
    const { cognito, make, withPassword } = people();
    await make("disabled");
    await cognito.adminDisableUser({ UserPoolId, Username: "disabled" });
    for (const [reason, call] of [
      ["there is no such user", () => withPassword("nobody")],
      ["the password is wrong", () => withPassword("alice", "Wr0ng-one")],
      ["the user is disabled", () => withPassword("disabled")],
    ] as const) {
      expect(await reasonsOf(call())).toEqual([
        expect.objectContaining({
          operation: "InitiateAuth",
          exception: "NotAuthorizedException",
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          reason,
        }),
      ]);
    }
  });

  it("tells the truth behind a proof by SRP too", async () => {
    const cognito = service.current.sdk();
    const prove = async (username: string) =>
      cognito.respondToAuthChallenge(
        await srpAnswer(cognito, { userPoolId: UserPoolId, clientId: ClientId, username, password: "Wr0ng-one" }),
      );
    expect(await reasonsOf(prove("alice"))).toMatchObject([{ reason: "the password is wrong" }]);
    expect(await reasonsOf(prove("nobody"))).toMatchObject([{ reason: "there is no such user, or not any more" }]);
  });

  it("names both regions when a pool is looked for in the wrong one", async () => {
    const elsewhere = service.current.sdk("eu-west-1").adminGetUser({ UserPoolId, Username: "alice" });
    const [line] = await reasonsOf(elsewhere);
    expect(line?.reason).toContain("us-east-1");
    expect(line?.reason).toContain("eu-west-1");
  });

  it("holds no secret after all that people do, and after all that goes wrong with it", async () => {
    const { cognito, signUp, confirm, signIn, initiate, invite, withPassword } = people();
    const secrets = [password, "Brand-new1", "Wr0ng-one", "Temp0rary!"];
    const keep = (...more: (string | undefined)[]) => secrets.push(...more.filter((secret) => secret !== undefined));
    const anyway = (call: Promise<unknown>) => call.catch(() => undefined);

    await signUp("anna");
    keep(await service.current.codeSentTo(emailOf("anna")));
    await anyway(cognito.confirmSignUp({ ClientId, Username: "anna", ConfirmationCode: "000000" }));
    await confirm("anna");
    const { AccessToken, IdToken, RefreshToken } = await signIn("anna");
    keep(AccessToken, IdToken, RefreshToken);
    await anyway(cognito.getUser({ AccessToken: `${AccessToken}x` }));
    await anyway(cognito.getUser({ AccessToken: `${AccessToken} x` }));
    await anyway(cognito.getUser({ AccessToken: IdToken }));
    await anyway(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: `${RefreshToken}x` }));
    await anyway(withPassword("anna", "Wr0ng-one"));
    const change = { AccessToken, PreviousPassword: "Wr0ng-one", ProposedPassword: "Brand-new1" };
    await anyway(cognito.changePassword(change));
    await anyway(cognito.changePassword({ ...change, ProposedPassword: "two words" }));
    await cognito.changePassword({ ...change, PreviousPassword: password });
    await cognito.forgotPassword({ ClientId, Username: "anna" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("anna"));
    keep(ConfirmationCode);
    const recovery = { ClientId, Username: "anna", ConfirmationCode };
    await anyway(cognito.confirmForgotPassword({ ...recovery, Password: "short" }));
    await cognito.confirmForgotPassword({ ...recovery, Password: password });

    await invite("bert", { TemporaryPassword: "Temp0rary!", UserAttributes: listOf({ email: emailOf("bert") }) });
    const { Session } = await withPassword("bert", "Temp0rary!");
    keep(Session);
    const challenge = { ClientId, ChallengeName: "NEW_PASSWORD_REQUIRED", Session } as const;
    const ChallengeResponses = { USERNAME: "bert", NEW_PASSWORD: "Brand-new1" };
    await anyway(cognito.respondToAuthChallenge({ ...challenge, ChallengeResponses, Session: `${Session}x` }));
    await cognito.respondToAuthChallenge({ ...challenge, ChallengeResponses });
    await anyway(cognito.respondToAuthChallenge({ ...challenge, ChallengeResponses }));

    const { UserPoolClient } = await cognito.createUserPoolClient({
      UserPoolId,
      ClientName: "confidential",
      GenerateSecret: true,
      ExplicitAuthFlows: everyFlow,
    });
    const { ClientId: id = "", ClientSecret = "" } = UserPoolClient ?? {};
    const SECRET_HASH = secretHash(ClientSecret, "anna", id);
    keep(ClientSecret, SECRET_HASH);
    const AuthParameters = { USERNAME: "anna", PASSWORD: password, SECRET_HASH };
    const signInBySecret = { AuthFlow: "USER_PASSWORD_AUTH", ClientId: id, AuthParameters } as const;
    await cognito.initiateAuth(signInBySecret);
    await anyway(cognito.initiateAuth({ ...signInBySecret, ClientId: defaultIds.confidentialClientId }));
    await anyway(cognito.revokeToken({ ClientId: id, Token: RefreshToken, ClientSecret: `${ClientSecret}x` }));
    const answer = await srpAnswer(cognito, {
      ...{ userPoolId: UserPoolId, clientId: ClientId, username: "anna", password },
    });
    keep(answer.ChallengeResponses?.PASSWORD_CLAIM_SECRET_BLOCK, answer.ChallengeResponses?.PASSWORD_CLAIM_SIGNATURE);
    await cognito.respondToAuthChallenge(answer);
    await anyway(cognito.respondToAuthChallenge(answer));

    expect(lines.length).toBeGreaterThan(15);
    const told = lines.join("");
    // A code's six digits may stand in a longer number, and nothing of a token may stand there.
    const isTold = (secret: string) =>
      /^[0-9]{6}$/.test(secret) ? new RegExp(`(?<!\\w)${secret}(?!\\w)`).test(told) : told.includes(secret.slice(-30));
    expect(secrets.filter(isTold)).toEqual([]);
  });
});
