import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { modulus } from "../../src/crypto/modular-exponentiation.ts";
import { completeNewPassword, identityJsUser, refreshSession, signInBySrp } from "../support/identity-js.ts";
import { defaultApp, emailOf, listOf, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

const { UserPoolId: userPoolId, ClientId: clientId } = defaultApp;

describe.each(databases)("Signing in by SRP with amazon-cognito-identity-js, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const userOf = (name: string) => identityJsUser({ endpoint: service.current.url, userPoolId, clientId }, name);
  const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };

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

    const [before, after] = [result.session, await refreshSession(result.user, result.session)].map(
      (session) => session.getAccessToken().payload,
    );
    expect(after?.origin_jti).toBe(before?.origin_jti);
    expect(after?.jti).not.toBe(before?.jti);
  });

  it("refuses a wrong password, and somebody who does not exist, in Cognito's words", async () => {
    await expect(signInBySrp(userOf("alice"), "alice", "Wr0ng!pass")).rejects.toMatchObject(wrong);
    await expect(signInBySrp(userOf("nobody"), "nobody", password)).rejects.toMatchObject(wrong);
  });

  it("asks a user with a temporary password for a new one, and signs in with it", async () => {
    await people().invite("frank", {
      TemporaryPassword: "Temp0rary!",
      UserAttributes: listOf({ email: emailOf("frank") }),
    });
    const first = await signInBySrp(userOf("frank"), "frank", "Temp0rary!");
    if (first.kind !== "new-password") throw new Error(first.kind);
    expect(first.attributes).toEqual({ email: "frank@example.com" });
    expect(first.required).toEqual([]);
    await expect(completeNewPassword(first.user, "short")).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    const session = await completeNewPassword(first.user, "Brand-new1", { name: "Frank" });
    expect(session.getIdToken().payload).toMatchObject({ name: "Frank", "cognito:username": "frank" });
    expect((await signInBySrp(userOf("frank"), "frank", "Brand-new1")).kind).toBe("session");
  });

  it.each([
    ["0", "0"],
    ["N", modulus.toString(16)],
    ["twice N", (modulus * 2n).toString(16)],
    ["more than the group is long", "1".repeat(771)],
    ["no hex number", "xyz"],
  ])("refuses an SRP_A of %s", async (_name, SRP_A) => {
    for (const USERNAME of ["alice", "nobody"]) {
      await expect(people().initiate("USER_SRP_AUTH", { USERNAME, SRP_A })).rejects.toMatchObject({
        name: "InvalidParameterException",
      });
    }
  });

  it("lets a SECRET_BLOCK be answered once: of 20 equal right answers one gives tokens", async () => {
    const { cognito } = people();
    const answer = await srpAnswer(cognito, { userPoolId, clientId, username: "bob", password });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => cognito.respondToAuthChallenge(answer)));
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
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });
});
