import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { emailOf, everyFlow, listOf, password, peopleOf, recordOf } from "../support/people.ts";
import { databases, type Poolhouse, start } from "../support/start.ts";
import { declare, keptLog } from "./declare.ts";
import { appOf, poolWith, starterOn } from "./declared-pool.ts";

const newPassword = "Second-passw0rd";
const sub = "ada00000-0000-4000-8000-000000000001";
const ada = { Username: "ada", Password: password, Sub: sub, UserAttributes: listOf({ email: emailOf("ada") }) };

describe.each(databases)("A declaration, on %s", async (kind) => {
  const startedWith = starterOn(await freshDatabase[kind]());

  it("is there at once, with fixed ids", async () => {
    const secret = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2";
    const pool = poolWith({
      Policies: { PasswordPolicy: { MinimumLength: 6 } },
      Groups: [{ GroupName: "staff", Precedence: 3 }],
      Users: [{ ...ada, Password: "simple", Groups: ["staff"] }],
    });
    const backend = { ClientId: "backend", ClientName: "backend", ClientSecret: secret };
    await startedWith([{ ...pool, Clients: [...pool.Clients, backend] }], async (service) => {
      const { UserPoolId, ClientId } = appOf(pool);
      const cognito = service.sdk();
      const { UserPool } = await cognito.describeUserPool({ UserPoolId });
      expect(UserPool).toMatchObject({ Name: "people", Policies: { PasswordPolicy: { MinimumLength: 6 } } });
      const { UserPoolClient } = await cognito.describeUserPoolClient({ UserPoolId, ClientId: backend.ClientId });
      expect(UserPoolClient).toMatchObject({ ClientName: "backend", ClientSecret: secret });
      const { Groups } = await cognito.adminListGroupsForUser({ UserPoolId, Username: "ada" });
      expect(Groups).toMatchObject([{ GroupName: "staff", Precedence: 3 }]);
      const { AccessToken } = await peopleOf(service, { UserPoolId, ClientId }).signIn("ada", "simple");
      const { UserAttributes } = await cognito.getUser({ AccessToken });
      expect(recordOf(UserAttributes)).toEqual({ sub, email: emailOf("ada") });
    });
  });

  it("declares people in every status", async () => {
    const pool = poolWith({
      Users: [
        { ...ada, Status: "UNCONFIRMED" },
        { Username: "bob", TemporaryPassword: password },
        { Username: "cy", Password: password, Status: "RESET_REQUIRED" },
        { Username: "dan", Password: password, Enabled: false },
        { Username: "eve" },
      ],
    });
    await startedWith([pool], async (service) => {
      const people = peopleOf(service, appOf(pool));
      await expect(people.signIn("ada")).rejects.toThrow("User is not confirmed.");
      expect((await people.withPassword("bob")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
      await expect(people.signIn("cy")).rejects.toThrow("Password reset required for the user");
      await expect(people.signIn("dan")).rejects.toThrow("User is disabled.");
      await expect(people.signIn("eve")).rejects.toThrow("Incorrect username or password.");
      expect(await people.get("eve")).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true });
    });
  });

  it("writes nothing anew where all stands as declared", async () => {
    const pool = poolWith({ Groups: [{ GroupName: "staff", Description: "all" }], Users: [ada, { Username: "bob" }] });
    const { UserPoolId, ClientId } = appOf(pool);
    const seen = async (service: Poolhouse) => {
      const cognito = service.sdk();
      return {
        pool: (await cognito.describeUserPool({ UserPoolId })).UserPool,
        client: (await cognito.describeUserPoolClient({ UserPoolId, ClientId })).UserPoolClient,
        groups: (await cognito.listGroups({ UserPoolId })).Groups,
        users: (await cognito.listUsers({ UserPoolId })).Users,
        keys: await (await fetch(`${service.url}/${UserPoolId}/.well-known/jwks.json`)).json(),
      };
    };
    const before = await startedWith([pool], seen);
    expect(before.users).toHaveLength(2);
    expect(await startedWith([pool], seen)).toEqual(before);
  });

  it("takes back what was changed in pools, clients and groups", async () => {
    const pool = poolWith({ Groups: [{ GroupName: "staff", Description: "declared" }] });
    const { UserPoolId, ClientId } = appOf(pool);
    await startedWith([pool], async (service) => {
      const cognito = service.sdk();
      await cognito.updateUserPool({ UserPoolId, PoolName: "other", AutoVerifiedAttributes: ["email"] });
      await cognito.updateUserPoolClient({ UserPoolId, ClientId, PreventUserExistenceErrors: "ENABLED" });
      await cognito.createGroup({ UserPoolId, GroupName: "late" });
    });
    const log = keptLog();
    await startedWith(
      [{ ...pool, Groups: [{ GroupName: "staff", Precedence: 7 }, { GroupName: "new" }] }],
      async (service) => {
        const cognito = service.sdk();
        const { UserPool } = await cognito.describeUserPool({ UserPoolId });
        expect(UserPool).toMatchObject({ Name: "people" });
        expect(UserPool).not.toHaveProperty("AutoVerifiedAttributes");
        const { UserPoolClient } = await cognito.describeUserPoolClient({ UserPoolId, ClientId });
        expect(UserPoolClient).toMatchObject({ ExplicitAuthFlows: everyFlow });
        expect(UserPoolClient).not.toHaveProperty("PreventUserExistenceErrors");
        const { Groups } = await cognito.listGroups({ UserPoolId });
        expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["late", "new", "staff"]);
        expect(Groups?.[2]).toMatchObject({ Precedence: 7 });
        expect(Groups?.[2]).not.toHaveProperty("Description");
      },
      log,
    );
    expect(log.lines).toContain(`info groups that are not declared stay as they are {"groups":["${UserPoolId}/late"]}`);
  });

  it("returns to its default what the file leaves out, even where an update of the pool would keep it", async () => {
    const pool = poolWith();
    const { UserPoolId } = appOf(pool);
    const settingsOf = async (service: Poolhouse) => {
      const { UserPool } = await service.sdk().describeUserPool({ UserPoolId });
      const { LastModifiedDate, ...settings } = UserPool ?? {};
      return settings;
    };
    const asDeclared = await startedWith([pool], async (service) => {
      const declared = await settingsOf(service);
      const cognito = service.sdk();
      await cognito.updateUserPool({
        ...{ UserPoolId, DeletionProtection: "ACTIVE", UserPoolTier: "PLUS", UserPoolTags: { team: "identity" } },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "verified_email" }] },
        EmailConfiguration: { ReplyToEmailAddress: "ada@example.com" },
        IssuerConfiguration: { Type: "UPDATED" },
        Policies: {
          PasswordPolicy: { MinimumLength: 20 },
          SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
        },
      });
      const SoftwareTokenMfaConfiguration = { Enabled: true };
      await cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration });
      expect((await settingsOf(service)).MfaConfiguration).toBe("OPTIONAL");
      return declared;
    });
    await startedWith([pool], async (service) => {
      expect(await settingsOf(service)).toEqual(asDeclared);
      const { MfaConfiguration, SoftwareTokenMfaConfiguration } = await service
        .sdk()
        .getUserPoolMfaConfig({ UserPoolId });
      expect({ MfaConfiguration, SoftwareTokenMfaConfiguration }).toEqual({ MfaConfiguration: "OFF" });
    });
  });

  it("leaves people as they have become", async () => {
    const pool = poolWith({ Groups: [{ GroupName: "staff" }], Users: [{ ...ada, Groups: ["staff"] }] });
    const app = appOf(pool);
    const Username = "ada";
    await startedWith([pool], async (service) => {
      const people = peopleOf(service, app);
      const { AccessToken } = await people.signIn(Username);
      const change = { PreviousPassword: password, ProposedPassword: newPassword };
      await people.cognito.changePassword({ AccessToken, ...change });
      const UserAttributes = listOf({ email: "new@example.com" });
      await people.cognito.adminUpdateUserAttributes({ UserPoolId: app.UserPoolId, Username, UserAttributes });
      await people.cognito.adminRemoveUserFromGroup({ UserPoolId: app.UserPoolId, Username, GroupName: "staff" });
    });
    await startedWith([pool], async (service) => {
      const people = peopleOf(service, app);
      await expect(people.signIn(Username)).rejects.toThrow("Incorrect username or password.");
      await people.signIn(Username, newPassword);
      expect(await people.attributesOf(Username)).toMatchObject({ sub, email: "new@example.com" });
      const { Groups } = await people.cognito.adminListGroupsForUser({ UserPoolId: app.UserPoolId, Username });
      expect(Groups).toEqual([]);
    });
  });
});

describe("A declaration", () => {
  it("of no pool gives a service with no pool", async () => {
    const service = await start({ declaration: declare() });
    const { UserPools } = await service.sdk().listUserPools({ MaxResults: 60 });
    expect(UserPools).toEqual([]);
    await service.stop();
  });

  it("puts a pool into the region that its id names", async () => {
    const service = await start({ declaration: declare({ ...poolWith(), Id: "eu-west-1_Far" }) });
    const input = { UserPoolId: "eu-west-1_Far" };
    await expect(service.sdk().describeUserPool(input)).rejects.toThrow("User pool eu-west-1_Far does not exist.");
    expect((await service.sdk("eu-west-1").describeUserPool(input)).UserPool?.Arn).toContain(":eu-west-1:");
    await service.stop();
  });
});
