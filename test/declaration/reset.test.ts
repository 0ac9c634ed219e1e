import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { identityJsUser, signInBySrp } from "../support/identity-js.ts";
import { emailOf, everyFlow, listOf, password, peopleOf } from "../support/people.ts";
import { databases, type Poolhouse, start, startForAll } from "../support/start.ts";
import { declare } from "./declare.ts";

const newPassword = "Second-passw0rd";

const client = (ClientId: string) => ({ ClientId, ClientName: "app", ExplicitAuthFlows: everyFlow });
const one = { UserPoolId: "us-east-1_One", ClientId: "one" };
const two = { UserPoolId: "us-east-1_Two", ClientId: "two" };

const declaration = declare(
  {
    Id: one.UserPoolId,
    PoolName: "one",
    AutoVerifiedAttributes: ["email"],
    Clients: [client(one.ClientId), { ClientId: "generated", ClientName: "generated", GenerateSecret: true }],
    Groups: [{ GroupName: "staff" }],
    Users: [
      {
        Username: "ada",
        Password: password,
        Groups: ["staff"],
        UserAttributes: listOf({ email: emailOf("ada"), email_verified: "true" }),
      },
      { Username: "bob", TemporaryPassword: password },
    ],
  },
  {
    Id: two.UserPoolId,
    PoolName: "two",
    UsernameAttributes: ["email"],
    Clients: [client(two.ClientId)],
    Users: [{ Username: emailOf("ada"), Password: password }],
  },
);

const keysOf = async (service: Poolhouse, { UserPoolId }: { UserPoolId: string }) =>
  (await fetch(`${service.url}/${UserPoolId}/.well-known/jwks.json`)).json();

const reset = (service: Poolhouse, userPoolId?: string) =>
  service.control("POST", userPoolId === undefined ? "/reset" : `/reset?userPoolId=${userPoolId}`);

describe.each(databases)("A reset, on %s", async (kind) => {
  const service = await startForAll(kind, { declaration });

  it("puts people, groups, clients and pools back as they are declared", async () => {
    const people = peopleOf(service.current, one);
    const { UserPoolId, cognito } = people;
    await reset(service.current);
    const sub = (await people.attributesOf("ada")).sub;
    const { AccessToken } = await people.signIn("ada");
    await cognito.changePassword({ AccessToken, PreviousPassword: password, ProposedPassword: newPassword });
    await cognito.adminRemoveUserFromGroup({ UserPoolId, Username: "ada", GroupName: "staff" });
    await cognito.adminDeleteUser({ UserPoolId, Username: "bob" });
    await people.make("cy");
    await cognito.createGroup({ UserPoolId, GroupName: "late" });
    await cognito.updateUserPool({ UserPoolId, PoolName: "renamed" });
    await cognito.createUserPoolClient({ UserPoolId, ClientName: "late" });
    const { UserPool } = await cognito.createUserPool({ PoolName: "late" });
    await cognito.deleteUserPool({ UserPoolId: two.UserPoolId });

    await reset(service.current);
    await people.signIn("ada");
    expect((await people.attributesOf("ada")).sub).toBe(sub);
    expect((await people.withPassword("bob")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const { Users = [] } = await cognito.listUsers({ UserPoolId });
    expect(Users.map(({ Username }) => Username)).toEqual(["ada", "bob"]);
    const { Groups = [] } = await cognito.listGroups({ UserPoolId });
    expect(Groups.map(({ GroupName }) => GroupName)).toEqual(["staff"]);
    expect((await cognito.adminListGroupsForUser({ UserPoolId, Username: "ada" })).Groups).toHaveLength(1);
    expect((await cognito.describeUserPool({ UserPoolId })).UserPool?.Name).toBe("one");
    expect((await cognito.listUserPoolClients({ UserPoolId })).UserPoolClients).toHaveLength(2);
    await expect(cognito.describeUserPool({ UserPoolId: UserPool?.Id })).rejects.toThrow("does not exist");
    await peopleOf(service.current, two).signIn(emailOf("ada"));
  });

  it("refuses the tokens, codes and refresh tokens from before, and keeps keys and made-up secrets", async () => {
    const people = peopleOf(service.current, one);
    const { AccessToken, RefreshToken } = await people.signIn("ada");
    const jwks = createRemoteJWKSet(new URL(`${service.current.url}/${one.UserPoolId}/.well-known/jwks.json`));
    await jwtVerify(AccessToken, jwks);
    await people.cognito.forgotPassword({ ClientId: one.ClientId, Username: "ada" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("ada"));
    const keys = await keysOf(service.current, one);
    const secretOf = async () => {
      const generated = { UserPoolId: one.UserPoolId, ClientId: "generated" };
      return (await people.cognito.describeUserPoolClient(generated)).UserPoolClient?.ClientSecret;
    };
    const secret = await secretOf();

    await reset(service.current);
    expect(await secretOf()).toBe(secret);
    await expect(people.cognito.getUser({ AccessToken })).rejects.toThrow("Access Token has been revoked");
    const refresh = people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    await expect(refresh).rejects.toMatchObject({ name: "NotAuthorizedException" });
    const recovery = { ClientId: one.ClientId, Username: "ada", Password: newPassword, ConfirmationCode };
    await expect(people.cognito.confirmForgotPassword(recovery)).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
    expect(await keysOf(service.current, one)).toEqual(keys);
    // With the keys that were fetched before.
    await jwtVerify((await people.signIn("ada")).AccessToken, jwks);
  });

  it("lets people sign in by SRP afterwards, whatever their username is made of", async () => {
    await reset(service.current);
    await reset(service.current);
    for (const [app, name] of [
      [one, "ada"],
      [two, emailOf("ada")],
    ] as const) {
      const user = identityJsUser(
        { endpoint: service.current.url, userPoolId: app.UserPoolId, clientId: app.ClientId },
        name,
      );
      expect(await signInBySrp(user, name, password)).toMatchObject({ kind: "session" });
    }
  });

  it("empties the outbox, puts the clock back and leaves the public URL", async () => {
    await peopleOf(service.current, one).signUp("dora");
    await service.current.control("PUT", "/clock", { advance: "P2D" });
    await service.current.control("PUT", "/public-url", { publicUrl: "http://poolhouse.test:8080" });
    try {
      await reset(service.current);
      expect(await service.current.control("GET", "/messages")).toEqual([]);
      const { now } = await service.current.control<{ now: string }>("GET", "/clock");
      expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
      const configuration = `${service.current.url}/${one.UserPoolId}/.well-known/openid-configuration`;
      expect(await (await fetch(configuration)).json()).toMatchObject({
        issuer: `http://poolhouse.test:8080/${one.UserPoolId}`,
      });
      // Made by the machine's clock, not by the one that ran ahead.
      const { UserCreateDate } = await peopleOf(service.current, one).get("ada");
      expect(UserCreateDate?.getTime()).toBeLessThan(Date.now() + 60_000);
    } finally {
      await service.current.control("PUT", "/public-url", { publicUrl: null });
    }
  });

  it("of one pool leaves the others and the clock alone", async () => {
    await reset(service.current);
    const [ones, twos] = [peopleOf(service.current, one), peopleOf(service.current, two)];
    await ones.signUp("dora");
    await twos.make("emil@example.com");
    const { AccessToken } = await ones.signIn("ada");
    const tokens = await twos.signIn(emailOf("ada"));
    const keys = await keysOf(service.current, one);
    await service.current.control("PUT", "/clock", { advance: "PT10M" });

    await reset(service.current, one.UserPoolId);
    await expect(ones.get("dora")).rejects.toThrow("User does not exist.");
    await expect(ones.cognito.getUser({ AccessToken })).rejects.toThrow("Access Token has been revoked");
    expect(await keysOf(service.current, one)).toEqual(keys);
    expect(await service.current.control("GET", "/messages")).toEqual([]);
    await twos.get("emil@example.com");
    await twos.cognito.getUser({ AccessToken: tokens.AccessToken });
    const { now } = await service.current.control<{ now: string }>("GET", "/clock");
    expect(Date.parse(now)).toBeGreaterThan(Date.now() + 9 * 60_000);
    await reset(service.current);
  });

  it("of a pool that is not declared deletes it, and refuses one that is nowhere", async () => {
    const cognito = service.current.sdk();
    const { UserPool } = await cognito.createUserPool({ PoolName: "late" });
    await reset(service.current, UserPool?.Id);
    await expect(cognito.describeUserPool({ UserPoolId: UserPool?.Id })).rejects.toThrow("does not exist");
    await expect(reset(service.current, UserPool?.Id)).rejects.toThrow(/^POST .*: 404 .*does not exist/);
    await cognito.deleteUserPool({ UserPoolId: one.UserPoolId });
    await reset(service.current, one.UserPoolId);
    await peopleOf(service.current, one).signIn("ada");
  });

  it("of two pools at the same moment, over and over, hurts neither", async () => {
    const inTurn = async (app: typeof one, name: string) => {
      for (let turn = 0; turn < 10; turn++) {
        await reset(service.current, app.UserPoolId);
        await peopleOf(service.current, app).signIn(name);
        await peopleOf(service.current, app).make(`turn${turn}@example.com`, {});
      }
      return (await service.current.sdk().listUsers(app)).Users;
    };
    const [ones, twos] = await Promise.all([inTurn(one, "ada"), inTurn(two, emailOf("ada"))]);
    expect(ones).toHaveLength(3);
    expect(twos).toHaveLength(2);
  });
});

describe("A reset, on two instances of one service", async () => {
  const database = await freshDatabase.postgres();

  it("is seen by the next answer of the other, and may come to both at once", async () => {
    const [first, second] = await Promise.all([1, 2].map(() => start({ database, declaration })));
    if (!first || !second) throw new Error("two were started");
    const { AccessToken } = await peopleOf(second, one).signIn("ada");
    const keys = await keysOf(second, one);
    await reset(first);
    await expect(second.sdk().getUser({ AccessToken })).rejects.toThrow("Access Token has been revoked");
    for (let turn = 0; turn < 5; turn++) {
      await Promise.all([reset(first), reset(second)]);
      await Promise.all([peopleOf(first, one).signIn("ada"), peopleOf(second, two).signIn(emailOf("ada"))]);
    }
    expect(await keysOf(first, one)).toEqual(keys);
    expect(await keysOf(second, one)).toEqual(keys);

    // Nobody is shown keys that are gone a moment later.
    for (let turn = 0; turn < 5; turn++) {
      await first.sdk().deleteUserPool({ UserPoolId: one.UserPoolId });
      const [ofFirst, ofSecond] = await Promise.all(
        [first, second].map(async (instance) => {
          await reset(instance);
          return keysOf(instance, one);
        }),
      );
      expect(ofSecond).toEqual(ofFirst);
    }
    await Promise.all([first.stop(), second.stop()]);
  });
});
