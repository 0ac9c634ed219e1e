import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { defaultIds } from "../../src/declaration/default.ts";
import { completeNewPassword, identityJsUser, refreshSession, signInBySrp } from "../support/identity-js.ts";
import { databases, startForAll } from "../support/start.ts";

const { userPoolId, publicClientId: clientId } = defaultIds;
const password = "Passw0rd!";

describe.each(databases)("Signing in by SRP with amazon-cognito-identity-js, on %s", async (kind) => {
  const service = await startForAll(kind);
  const userOf = (name: string) => identityJsUser({ endpoint: service.current.url, userPoolId, clientId }, name);
  const sdk = () => service.current.sdk();

  it("gives tokens that verify, and refreshes them", async () => {
    const result = await signInBySrp(userOf("alice"), "alice", password);
    if (result.kind !== "session") throw new Error(result.kind);
    const issuer = `${service.current.url}/${userPoolId}`;
    const jwks = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(result.session.getIdToken().getJwtToken(), jwks, {
      issuer,
      audience: clientId,
    });
    expect(payload).toMatchObject({ "cognito:username": "alice", "cognito:groups": ["admins"] });

    const fresh = await refreshSession(result.user, result.session);
    expect(fresh.getAccessToken().payload.origin_jti).toBe(result.session.getAccessToken().payload.origin_jti);
    expect(fresh.getAccessToken().payload.jti).not.toBe(result.session.getAccessToken().payload.jti);
  });

  it("refuses a wrong password in Cognito's words", async () => {
    await expect(signInBySrp(userOf("alice"), "alice", "Wr0ng!pass")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("answers for a user who does not exist as for one with another password", async () => {
    await expect(signInBySrp(userOf("nobody"), "nobody", password)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    const begin = (USERNAME: string) =>
      sdk().send(
        new InitiateAuthCommand({
          AuthFlow: "USER_SRP_AUTH",
          ClientId: clientId,
          AuthParameters: { USERNAME, SRP_A: "a".repeat(768) },
        }),
      );
    const [nobody, again, alice] = [await begin("nobody"), await begin("nobody"), await begin("alice")];
    expect(nobody.ChallengeParameters?.SALT).toBe(again.ChallengeParameters?.SALT);
    expect(nobody.ChallengeParameters?.USER_ID_FOR_SRP).toBe(again.ChallengeParameters?.USER_ID_FOR_SRP);
    expect(Object.keys(nobody.ChallengeParameters ?? {}).sort()).toEqual(
      Object.keys(alice.ChallengeParameters ?? {}).sort(),
    );
    expect(nobody.ChallengeParameters?.SECRET_BLOCK?.length).toBeCloseTo(
      alice.ChallengeParameters?.SECRET_BLOCK?.length ?? 0,
      -2,
    );
  });

  it("asks a user with a temporary password for a new one, and signs in with it", async () => {
    await sdk().send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: "frank",
        TemporaryPassword: "Temp0rary!",
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email", Value: "frank@example.com" }],
      }),
    );
    const first = await signInBySrp(userOf("frank"), "frank", "Temp0rary!");
    if (first.kind !== "new-password") throw new Error(first.kind);
    expect(first.attributes).toMatchObject({ email: "frank@example.com", email_verified: "false" });
    expect(first.required).toEqual([]);
    await expect(completeNewPassword(first.user, "short")).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    const session = await completeNewPassword(first.user, "Brand-new1", { name: "Frank" });
    expect(session.getIdToken().payload).toMatchObject({ name: "Frank", "cognito:username": "frank" });
    const second = await signInBySrp(userOf("frank"), "frank", "Brand-new1");
    expect(second.kind).toBe("session");
  });

  it.each([
    ["0", "0"],
    ["N", await primeHex()],
    ["twice N", (BigInt(`0x${await primeHex()}`) * 2n).toString(16)],
    ["no hex number", "xyz"],
  ])("refuses an SRP_A of %s", async (_name, SRP_A) => {
    const begin = new InitiateAuthCommand({
      AuthFlow: "USER_SRP_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: "alice", SRP_A },
    });
    await expect(sdk().send(begin)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("lets a SECRET_BLOCK be answered once: of 20 equal right answers one gives tokens", async () => {
    const answers: Record<string, string>[] = [];
    const user = userOf("bob");
    // The library's own answer is caught on its way and sent twenty times.
    const send = Reflect.get(user, "client").request.bind(Reflect.get(user, "client"));
    Reflect.get(user, "client").request = (
      name: string,
      body: { ChallengeResponses?: Record<string, string> },
      done: unknown,
    ) => {
      if (name === "RespondToAuthChallenge" && body.ChallengeResponses) {
        answers.push(body.ChallengeResponses);
        return;
      }
      send(name, body, done);
    };
    void signInBySrp(user, "bob", password);
    await expect.poll(() => answers.length).toBe(1);
    const respond = () =>
      sdk().send(
        new RespondToAuthChallengeCommand({
          ChallengeName: "PASSWORD_VERIFIER",
          ClientId: clientId,
          ChallengeResponses: answers[0],
        }),
      );
    const results = await Promise.allSettled(Array.from({ length: 20 }, respond));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") {
        expect(result.reason).toMatchObject({
          name: "NotAuthorizedException",
          message: "Invalid session for the user, session can only be used once.",
        });
      }
    }
  });

  it("goes on working while a test has moved the service's clock", async () => {
    await service.current.control("PUT", "/clock", { advance: "PT48H" });
    try {
      expect((await signInBySrp(userOf("alice"), "alice", password)).kind).toBe("session");
      await sdk().send(
        new AdminSetUserPasswordCommand({
          UserPoolId: userPoolId,
          Username: "bob",
          Password: password,
          Permanent: true,
        }),
      );
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });
});

async function primeHex(): Promise<string> {
  const { modulus } = await import("../../src/crypto/modular-exponentiation.ts");
  return modulus.toString(16);
}
