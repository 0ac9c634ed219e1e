import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { emailOf, listOf, password, peopleOf, recordOf } from "../support/people.ts";
import { databases, type Poolhouse } from "../support/start.ts";
import { keptLog } from "./declare.ts";
import { appOf, poolWith, starterOn } from "./declared-pool.ts";

const ada = { Username: "ada", Password: password };
const verified = (email: string) => ({ email, email_verified: "true" });

describe.each(databases)("A declaration that was edited, on %s", async (kind) => {
  const startedWith = starterOn(await freshDatabase[kind]());

  it("follows the file: a new secret, a new client, one that has moved, and names what has left", async () => {
    const [from, to] = [poolWith({ Users: [ada] }), poolWith()];
    const [moving, staying] = [appOf(from), appOf(to)];
    const secretOf = async (service: Poolhouse, app: { UserPoolId: string; ClientId: string }) =>
      (await service.sdk().describeUserPoolClient(app)).UserPoolClient?.ClientSecret;
    const generated = { ClientId: `generated${kind}`, ClientName: "generated", GenerateSecret: true };
    const withGenerated = { ...to, Clients: [...to.Clients, generated] };

    const made = await startedWith([from, withGenerated], (service) =>
      secretOf(service, { ...staying, ClientId: generated.ClientId }),
    );
    expect(made).toMatch(/^[a-z0-9]{52}$/);

    const log = keptLog();
    const secret = "x".repeat(24);
    const [client] = withGenerated.Clients;
    await startedWith(
      [{ ...withGenerated, Clients: [{ ...client, ClientSecret: secret }, generated, ...from.Clients] }],
      async (service) => {
        expect(await secretOf(service, { ...staying, ClientId: generated.ClientId })).toBe(made);
        expect(await secretOf(service, staying)).toBe(secret);
        const moved = { ...moving, UserPoolId: staying.UserPoolId };
        expect((await service.sdk().describeUserPoolClient(moved)).UserPoolClient).toMatchObject(moved);
        await expect(service.sdk().describeUserPoolClient(moving)).rejects.toThrow("does not exist");
        const { Users } = await service.sdk().listUsers({ UserPoolId: moving.UserPoolId });
        expect(Users).toHaveLength(1);
      },
      log,
    );
    expect(log.lines.join("\n")).toMatch(new RegExp(`pools that are not declared stay as they are .*"${from.Id}"`));
  });

  it("creates who is not there, with groups; and nobody again who goes by another address now", async () => {
    const pool = poolWith({
      UsernameAttributes: ["email"],
      Groups: [{ GroupName: "staff" }],
      Users: [{ Username: emailOf("ada"), Password: password }],
    });
    const app = appOf(pool);
    await startedWith([pool], async (service) => {
      const people = peopleOf(service, app);
      const UserAttributes = listOf({ email: "new@example.com", email_verified: "true" });
      await people.cognito.adminUpdateUserAttributes({ ...app, Username: emailOf("ada"), UserAttributes });
    });
    const bob = { Username: emailOf("bob"), Password: password, Groups: ["staff"] };
    const log = keptLog();
    const edited = { ...pool, Users: [...pool.Users, bob] };
    const look = async (service: Poolhouse) => {
      const people = peopleOf(service, app);
      const { Users = [] } = await people.cognito.listUsers(app);
      expect(Users.map(({ Attributes }) => recordOf(Attributes).email).sort()).toEqual([
        bob.Username,
        "new@example.com",
      ]);
      await people.signIn("new@example.com");
      await people.signIn(bob.Username);
      const { Groups } = await people.cognito.adminListGroupsForUser({ ...app, Username: bob.Username });
      expect(Groups).toMatchObject([{ GroupName: "staff" }]);
    };
    await startedWith([edited], look, log);
    expect(log.lines.filter((line) => line.startsWith("warn"))).toEqual([]);
  });

  it("starts, and says so, where a declared name leads to somebody else by now", async () => {
    const pool = poolWith({ AliasAttributes: ["email"], AutoVerifiedAttributes: ["email"] });
    const app = appOf(pool);
    await startedWith([pool], (service) => peopleOf(service, app).make("squatter", verified("shared@example.com")));
    const bob = { Username: "bob", UserAttributes: listOf(verified("shared@example.com")) };
    const log = keptLog();
    await startedWith(
      [{ ...pool, Users: [ada, bob] }],
      async (service) => {
        await peopleOf(service, app).signIn("ada");
        await expect(peopleOf(service, app).get("bob")).rejects.toThrow("User does not exist.");
      },
      log,
    );
    expect(log.lines).toContainEqual(expect.stringMatching(/^warn a declared user was not created .*"bob"/));
    await startedWith([{ ...pool, Users: [{ ...bob, ForceAliasCreation: true }] }], async (service) => {
      expect((await peopleOf(service, app).get("shared@example.com")).Username).toBe("bob");
    });
  });

  it("keeps what is fixed when a pool is made, adds attributes, and says so", async () => {
    const pool = poolWith({ Schema: [{ Name: "plan", AttributeDataType: "String" }], Users: [ada] });
    await startedWith([pool], async () => {});
    const log = keptLog();
    const edited = {
      ...pool,
      PoolName: "renamed",
      UsernameAttributes: ["email"],
      Schema: [{ Name: "level", AttributeDataType: "Number" }],
      Users: [{ Username: emailOf("bob"), UserAttributes: listOf({ "custom:level": "1" }) }],
    };
    await startedWith(
      [edited],
      async (service) => {
        const { UserPool } = await service.sdk().describeUserPool({ UserPoolId: pool.Id });
        const names = UserPool?.SchemaAttributes?.map(({ Name }) => Name);
        expect(names).toEqual(expect.arrayContaining(["custom:plan", "custom:level"]));
        expect(UserPool).toMatchObject({ Name: "renamed" });
        expect(UserPool).not.toHaveProperty("UsernameAttributes");
        await peopleOf(service, appOf(pool)).signIn("ada");
      },
      log,
    );
    const text = "members that are fixed when a pool is made are not as declared; a reset makes it anew";
    const facts = { userPoolId: pool.Id, kept: ["UsernameAttributes", "SchemaAttributes"] };
    expect(log.lines).toContain(`warn ${text} ${JSON.stringify(facts)}`);
  });
});
