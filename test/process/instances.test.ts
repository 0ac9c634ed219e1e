import type { InitiateAuthResponse } from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { Face } from "../support/face.ts";
import { defaultApp, makeApp, password, peopleOf, recordOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { beginCall } from "./begin-call.ts";
import { databaseOptions } from "./database-options.ts";
import { twoInstances } from "./instances.ts";

const { UserPoolId, ClientId } = defaultApp;
const times = 20;

async function jwksOf({ url }: Face, poolId: string): Promise<string[]> {
  const answer = await fetch(`${url}/${poolId}/.well-known/jwks.json`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { keys } = (await answer.json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid).sort();
}

describe("What one of two instances is told", async () => {
  const instances = await twoInstances();

  /** Each way round; the last was told, and the first is the one to know it with its very next answer. */
  const bothWays = [
    ["the one", (): [Face, Face] => [instances.current.one, instances.current.other]],
    ["the other", (): [Face, Face] => [instances.current.other, instances.current.one]],
  ] as const;

  describe.each(bothWays)("is known to %s at once", (_name, order) => {
    it("when the clock moves", async () => {
      const [asked, told] = order();
      const { AccessToken } = await peopleOf(asked).signIn("alice");
      await asked.sdk().getUser({ AccessToken });
      await told.control("PUT", "/clock", { advance: "PT61M" });
      try {
        await expect(asked.sdk().getUser({ AccessToken })).rejects.toMatchObject({
          message: "Access Token has expired",
        });
        const { iat } = decodeJwt((await peopleOf(asked).signIn("alice")).AccessToken);
        expect(iat).toBeGreaterThan(3600 + Number(decodeJwt(AccessToken).iat));
      } finally {
        await told.control("PUT", "/clock", { reset: true });
      }
      await asked.sdk().getUser({ AccessToken });
    });

    it("when the public URL changes", async () => {
      const [asked, told] = order();
      const publicUrl = "http://pools.example:8080";
      await told.control("PUT", "/public-url", { publicUrl });
      try {
        const discovery = await fetch(`${asked.url}/${UserPoolId}/.well-known/openid-configuration`);
        expect(await discovery.json()).toMatchObject({ issuer: `${publicUrl}/${UserPoolId}` });
        const { IdToken } = await peopleOf(asked).signIn("alice");
        expect(decodeJwt(IdToken).iss).toBe(`${publicUrl}/${UserPoolId}`);
      } finally {
        await told.control("PUT", "/public-url", { publicUrl: null });
      }
      const { IdToken } = await peopleOf(asked).signIn("alice");
      expect(decodeJwt(IdToken).iss).toBe(`${instances.current.proxy.url}/${UserPoolId}`);
    });

    it("even by a call that had begun before", async () => {
      const [asked, told] = order();
      const finish = await beginCall(asked.url, "InitiateAuth", {
        ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId },
        AuthParameters: { USERNAME: "alice", PASSWORD: password },
      });
      const publicUrl = "http://later.example";
      await told.control("PUT", "/public-url", { publicUrl });
      try {
        const { body } = await finish();
        const { AuthenticationResult } = body as InitiateAuthResponse;
        expect(decodeJwt(AuthenticationResult?.IdToken ?? "").iss).toBe(`${publicUrl}/${UserPoolId}`);
      } finally {
        await told.control("PUT", "/public-url", { publicUrl: null });
      }
    });

    it("when the service is reset", async () => {
      const [asked, told] = order();
      const people = peopleOf(asked);
      const { AccessToken, RefreshToken } = await people.signIn("alice");
      await people.make("kate");
      const keys = await jwksOf(asked, UserPoolId);
      await told.control("POST", "/reset");
      await expect(asked.sdk().getUser({ AccessToken })).rejects.toMatchObject({ name: "NotAuthorizedException" });
      const refresh = people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
      await expect(refresh).rejects.toMatchObject({ name: "NotAuthorizedException" });
      await expect(people.get("kate")).rejects.toMatchObject({ name: "UserNotFoundException" });
      expect(await jwksOf(asked, UserPoolId)).toEqual(keys);
      await people.signIn("alice");
    });

    it("when a pool is deleted and declared anew, with other keys", async () => {
      const [asked, told] = order();
      const { AccessToken } = await peopleOf(asked).signIn("alice");
      const keys = await jwksOf(asked, UserPoolId);
      await told.sdk().deleteUserPoolDomain({ UserPoolId, Domain: "poolhouse" });
      await told.sdk().deleteUserPool({ UserPoolId });
      await expect(jwksOf(asked, UserPoolId)).rejects.toThrow("404");
      await expect(peopleOf(asked).signIn("alice")).rejects.toMatchObject({ name: "ResourceNotFoundException" });

      await told.control("POST", "/reset");
      const newKeys = await jwksOf(asked, UserPoolId);
      expect(newKeys).toHaveLength(keys.length);
      for (const kid of keys) expect(newKeys).not.toContain(kid);
      await expect(asked.sdk().getUser({ AccessToken })).rejects.toMatchObject({ name: "NotAuthorizedException" });
      const { IdToken } = await peopleOf(asked).signIn("alice");
      expect(newKeys).toContain(decodeProtectedHeader(IdToken).kid);
      const jwks = createRemoteJWKSet(new URL(`${told.url}/${UserPoolId}/.well-known/jwks.json`));
      await jwtVerify(IdToken, jwks);
    });

    it(`when a pool and its client change, ${times} times`, async () => {
      const [asked, told] = order();
      const pool = { UserPoolId: (await makeApp(asked)).UserPoolId };
      const { UserPoolClient } = await told.sdk().createUserPoolClient({ ...pool, ClientName: "0" });
      const client = { ...pool, ClientId: UserPoolClient?.ClientId };
      for (let time = 1; time <= times; time++) {
        await told.sdk().updateUserPool({ ...pool, EmailVerificationSubject: `${time}` });
        const described = await asked.sdk().describeUserPool(pool);
        expect(described.UserPool?.EmailVerificationSubject).toBe(`${time}`);
        await told.sdk().updateUserPoolClient({ ...client, ClientName: `${time}` });
        const describedClient = await asked.sdk().describeUserPoolClient(client);
        expect(describedClient.UserPoolClient?.ClientName).toBe(`${time}`);
      }
      await told.sdk().deleteUserPoolClient(client);
      await expect(asked.sdk().describeUserPoolClient(client)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    });
  });
});

describe("Two instances asked at the same moment", async () => {
  const instances = await twoInstances();
  const [byOne, byOther] = [() => instances.current.one.sdk(), () => instances.current.other.sdk()];

  /** Makes the same call many times at once, at both instances alternately. Gives the answers and the refusals. */
  async function atOnce<Answer>(call: (cognito: ReturnType<Face["sdk"]>, index: number) => Promise<Answer>) {
    const instancesInTurn = [byOne(), byOther()];
    const calls = Array.from({ length: times }, (_, index) => call(instancesInTurn[index % 2]!, index));
    const results = await Promise.allSettled(calls);
    return {
      answers: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
      refusals: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
    };
  }
  const usedBefore = expect.objectContaining({
    name: "NotAuthorizedException",
    message: "Invalid session for the user, session can only be used once.",
  });

  it(`give one set of tokens for ${times} equal answers to a SECRET_BLOCK`, async () => {
    const options = { userPoolId: UserPoolId, clientId: ClientId, username: "alice", password };
    const answer = await srpAnswer(byOne(), options);
    const { answers, refusals } = await atOnce((cognito) => cognito.respondToAuthChallenge(answer));
    expect(answers).toHaveLength(1);
    expect(answers[0]?.AuthenticationResult?.RefreshToken).toEqual(expect.any(String));
    expect(refusals).toEqual(Array(times - 1).fill(usedBefore));
  });

  it(`give one set of tokens for ${times} equal answers in a session`, async () => {
    const people = peopleOf(instances.current.one);
    await people.invite("liam", { TemporaryPassword: password });
    const { Session } = await people.withPassword("liam");
    const { answers, refusals } = await atOnce((cognito) =>
      cognito.respondToAuthChallenge({
        ...{ ChallengeName: "NEW_PASSWORD_REQUIRED", ClientId, Session },
        ChallengeResponses: { USERNAME: "liam", NEW_PASSWORD: "An0ther-password" },
      }),
    );
    expect(answers).toHaveLength(1);
    expect(refusals).toEqual(Array(times - 1).fill(usedBefore));
  });

  it(`let one of ${times} equal codes through`, async () => {
    const people = peopleOf(instances.current.one);
    await people.signUp("mia");
    const ConfirmationCode = await instances.current.other.codeSentTo("mia@example.com");
    const { answers } = await atOnce((cognito) =>
      cognito.confirmSignUp({ ClientId, Username: "mia", ConfirmationCode }),
    );
    expect(answers).toHaveLength(1);
  });

  it(`create one of ${times} users of the same name`, async () => {
    const { answers, refusals } = await atOnce((cognito) => cognito.adminCreateUser({ UserPoolId, Username: "noah" }));
    expect(answers).toHaveLength(1);
    for (const refusal of refusals) expect(refusal).toMatchObject({ name: "UsernameExistsException" });
  });

  it.each(["UpdateUserAttributes", "AdminUpdateUserAttributes"] as const)(
    `lose none of ${times} changes that %s makes to one user`,
    async (operation) => {
      const one = instances.current.one;
      const names = Array.from({ length: times }, (_, index) => `custom:a${index}`);
      const Schema = names.map(
        (name) => ({ Name: name.slice(7), AttributeDataType: "String", Mutable: true }) as const,
      );
      const people = peopleOf(one, await makeApp(one, { Schema }));
      const { AccessToken } = await people.makeSignedIn("olga");
      const { answers, refusals } = await atOnce<object>((cognito, index) => {
        const UserAttributes = [{ Name: names[index], Value: `value ${index}` }];
        return operation === "UpdateUserAttributes"
          ? cognito.updateUserAttributes({ AccessToken, UserAttributes })
          : cognito.adminUpdateUserAttributes({ UserPoolId: people.UserPoolId, Username: "olga", UserAttributes });
      });
      expect(refusals).toEqual([]);
      expect(answers).toHaveLength(times);
      const attributes = recordOf((await byOther().getUser({ AccessToken })).UserAttributes);
      expect(attributes).toMatchObject(Object.fromEntries(names.map((name, index) => [name, `value ${index}`])));
    },
  );
});

describe("Four instances that start at once on an empty PostgreSQL", async () => {
  const options = await databaseOptions("postgres");

  it("all serve, as one service", async () => {
    const started = await Promise.allSettled(Array.from({ length: 4 }, () => launch(options)));
    const services = started.flatMap((result): ServiceProcess[] =>
      result.status === "fulfilled" ? [result.value] : [],
    );
    try {
      expect(started.filter(({ status }) => status === "rejected")).toEqual([]);
      const keys = await Promise.all(services.map((service) => jwksOf(service, UserPoolId)));
      expect(new Set(keys.flat()).size).toBe(2);
      for (const service of services) await peopleOf(service).signIn("alice");
    } finally {
      await Promise.all(services.map((service) => service[Symbol.asyncDispose]()));
    }
  });
});
