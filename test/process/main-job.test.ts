import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { type Face, faceOf } from "../support/face.ts";
import { completeNewPassword, identityJsUser, refreshSession, signInBySrp } from "../support/identity-js.ts";
import { defaultApp, emailOf, listOf, password, peopleOf, recordOf } from "../support/people.ts";
import { twoInstances } from "./instances.ts";

const { UserPoolId, ClientId } = defaultApp;
const another = "An0ther-password";
const refused = { name: "NotAuthorizedException" };

/** Every operation of the main job. */
const mainJob = [
  ...["CreateUserPool", "DescribeUserPool", "ListUserPools", "UpdateUserPool", "DeleteUserPool"],
  ...["CreateUserPoolClient", "DescribeUserPoolClient", "ListUserPoolClients", "UpdateUserPoolClient"],
  ...["DeleteUserPoolClient", "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword"],
  ...["ConfirmForgotPassword", "ChangePassword", "InitiateAuth", "AdminInitiateAuth", "RespondToAuthChallenge"],
  ...["AdminRespondToAuthChallenge", "GetUser", "UpdateUserAttributes", "DeleteUser", "GlobalSignOut", "RevokeToken"],
  ...["AdminCreateUser", "AdminGetUser", "AdminSetUserPassword", "AdminConfirmSignUp", "AdminDeleteUser"],
  ...["AdminEnableUser", "AdminDisableUser", "AdminUpdateUserAttributes", "ListUsers", "CreateGroup", "ListGroups"],
  ...["AdminAddUserToGroup", "AdminRemoveUserFromGroup", "AdminListGroupsForUser"],
];

describe("Two instances on one PostgreSQL", async () => {
  const instances = await twoInstances();

  describe.each([
    ["the one", 0],
    ["the other", 1],
  ])("asked in turn, beginning with %s", (_name, turn) => {
    const named = (name: string) => `${name}-${turn}`;

    /** The service as the proxy shows it; codes are read past it, so that the turn is not changed. */
    function begin(): { service: Face; people: ReturnType<typeof peopleOf>; cognito: ReturnType<Face["sdk"]> } {
      const { one, other, proxy } = instances.current;
      proxy.begin([one.url, other.url], turn);
      const { codeSentTo } = faceOf(one.url);
      const service = { ...faceOf(proxy.url), codeSentTo };
      const people = peopleOf(service);
      return { service, people, cognito: people.cognito };
    }
    const srpUser = (name: string) =>
      identityJsUser({ endpoint: instances.current.proxy.url, userPoolId: UserPoolId, clientId: ClientId }, name);

    async function srpSession(name: string, withPassword: string) {
      const user = srpUser(name);
      const result = await signInBySrp(user, name, withPassword);
      if (result.kind !== "session") throw new Error(result.kind);
      return { user, session: result.session };
    }

    it("sign people up, confirm them and sign them in by SRP, to tokens that verify and refresh", async () => {
      const { service, people } = begin();
      const carol = named("carol");
      await people.signUp(carol);
      await people.confirm(carol);
      const { user, session } = await srpSession(carol, password);
      const issuer = `${service.url}/${UserPoolId}`;
      const jwks = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
      const fresh = await refreshSession(user, session);
      for (const token of [session.getIdToken(), fresh.getIdToken()]) {
        const { payload } = await jwtVerify(token.getJwtToken(), jwks, { issuer, audience: ClientId });
        expect(payload).toMatchObject({ "cognito:username": carol, email_verified: true });
      }
    });

    it("keep a session that begins with a temporary password", async () => {
      const { people } = begin();
      const [frank, grace] = [named("frank"), named("grace")];
      for (const name of [frank, grace]) await people.invite(name, { TemporaryPassword: password });

      const first = await signInBySrp(srpUser(frank), frank, password);
      if (first.kind !== "new-password") throw new Error(first.kind);
      await completeNewPassword(first.user, another, { name: "Frank" });
      expect(await people.attributesOf(frank)).toMatchObject({ name: "Frank" });

      const { Session } = await people.cognito.adminInitiateAuth({
        ...{ AuthFlow: "ADMIN_USER_PASSWORD_AUTH", UserPoolId, ClientId },
        AuthParameters: { USERNAME: grace, PASSWORD: password },
      });
      const { AuthenticationResult } = await people.cognito.adminRespondToAuthChallenge({
        ...{ ChallengeName: "NEW_PASSWORD_REQUIRED", UserPoolId, ClientId, Session },
        ChallengeResponses: { USERNAME: grace, NEW_PASSWORD: another },
      });
      const user = await people.cognito.getUser({ AccessToken: AuthenticationResult?.AccessToken });
      expect(user.Username).toBe(grace);
    });

    it("change a person's password and attributes, recover the password and sign them out", async () => {
      const { service, people, cognito } = begin();
      const erin = named("erin");
      await people.signUp(erin);
      await cognito.resendConfirmationCode({ ClientId, Username: erin });
      await people.confirm(erin);
      const { AccessToken, RefreshToken } = await people.signIn(erin);
      await cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf({ name: "Erin" }) });
      await cognito.changePassword({ AccessToken, PreviousPassword: password, ProposedPassword: another });
      expect(recordOf((await cognito.getUser({ AccessToken })).UserAttributes)).toMatchObject({ name: "Erin" });
      await expect(people.signIn(erin, password)).rejects.toMatchObject(refused);

      await cognito.forgotPassword({ ClientId, Username: erin });
      const ConfirmationCode = await service.codeSentTo(emailOf(erin));
      await cognito.confirmForgotPassword({ ClientId, Username: erin, ConfirmationCode, Password: "Th1rd-password" });
      await expect(people.signIn(erin, another)).rejects.toMatchObject(refused);
      const { session } = await srpSession(erin, "Th1rd-password");

      await cognito.globalSignOut({ AccessToken: session.getAccessToken().getJwtToken() });
      await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(refused);
      await expect(people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject(
        refused,
      );
    });

    it("revoke a token and let people delete themselves", async () => {
      const { people, cognito } = begin();
      const dave = named("dave");
      await people.make(dave);
      const revoked = await people.signIn(dave);
      await cognito.revokeToken({ ClientId, Token: revoked.RefreshToken });
      await expect(cognito.getUser({ AccessToken: revoked.AccessToken })).rejects.toMatchObject(refused);
      const { AccessToken } = await people.signIn(dave);
      await cognito.deleteUser({ AccessToken });
      await expect(people.get(dave)).rejects.toMatchObject({ name: "UserNotFoundException" });
    });

    it("let an administrator confirm, disable, enable, change, find and delete people", async () => {
      const { people, cognito } = begin();
      const heidi = named("heidi");
      const user = { UserPoolId, Username: heidi };
      await people.signUp(heidi);
      await cognito.adminConfirmSignUp(user);
      await people.signIn(heidi);
      await cognito.adminDisableUser(user);
      await expect(people.signIn(heidi)).rejects.toMatchObject(refused);
      await cognito.adminEnableUser(user);
      await cognito.adminSetUserPassword({ ...user, Password: another, Permanent: true });
      await people.signIn(heidi, another);
      await cognito.adminUpdateUserAttributes({ ...user, UserAttributes: listOf({ given_name: "Heidi" }) });
      const filter = { UserPoolId, Filter: `given_name = "Heidi" `.trim() };
      expect((await cognito.listUsers(filter)).Users?.map(({ Username }) => Username)).toContain(heidi);
      await cognito.adminDeleteUser(user);
      expect((await cognito.listUsers(filter)).Users?.map(({ Username }) => Username)).not.toContain(heidi);
      await expect(people.get(heidi)).rejects.toMatchObject({ name: "UserNotFoundException" });
    });

    it("put people into groups, and groups into tokens", async () => {
      const { people, cognito } = begin();
      const [ivan, GroupName] = [named("ivan"), named("editors")];
      await people.make(ivan);
      await cognito.createGroup({ UserPoolId, GroupName });
      await cognito.adminAddUserToGroup({ UserPoolId, Username: ivan, GroupName });
      const { session } = await srpSession(ivan, password);
      expect(session.getIdToken().payload["cognito:groups"]).toEqual([GroupName]);
      const groups = async () => {
        const { Groups } = await cognito.adminListGroupsForUser({ UserPoolId, Username: ivan });
        return Groups?.map((group) => group.GroupName);
      };
      expect(await groups()).toEqual([GroupName]);
      await cognito.adminRemoveUserFromGroup({ UserPoolId, Username: ivan, GroupName });
      expect(await groups()).toEqual([]);
      const { Groups } = await cognito.listGroups({ UserPoolId });
      expect(Groups?.map((group) => group.GroupName)).toContain(GroupName);
    });

    it("page through people", async () => {
      const { people, cognito } = begin();
      const names = Array.from({ length: 5 }, (_, index) => named(`paged${index}`));
      for (const name of names) await people.invite(name);
      const found: (string | undefined)[] = [];
      let PaginationToken: string | undefined;
      do {
        const page = await cognito.listUsers({ UserPoolId, Filter: 'username ^= "paged"', Limit: 2, PaginationToken });
        found.push(...(page.Users ?? []).map(({ Username }) => Username));
        ({ PaginationToken } = page);
      } while (PaginationToken);
      expect(found).toHaveLength(new Set(found).size);
      expect(found).toEqual(expect.arrayContaining(names));
    });

    it("make, change and delete pools and clients", async () => {
      const { service, cognito } = begin();
      const { UserPool } = await cognito.createUserPool({ PoolName: named("pool") });
      const pool = { UserPoolId: UserPool?.Id ?? "" };
      const { UserPoolClient } = await cognito.createUserPoolClient({
        ...pool,
        ...{ ClientName: "app", ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"] },
      });
      const client = { ...pool, ClientId: UserPoolClient?.ClientId ?? "" };
      const { signUp } = peopleOf(service, client);
      await signUp("judy");

      await cognito.updateUserPool({ ...pool, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
      await expect(signUp("mallory")).rejects.toMatchObject(refused);
      const described = await cognito.describeUserPool(pool);
      expect(described.UserPool?.AdminCreateUserConfig?.AllowAdminCreateUserOnly).toBe(true);
      const pools = await cognito.listUserPools({ MaxResults: 60 });
      expect(pools.UserPools?.map(({ Id }) => Id)).toContain(pool.UserPoolId);

      await cognito.updateUserPoolClient({ ...client, ClientName: "renamed" });
      expect((await cognito.describeUserPoolClient(client)).UserPoolClient?.ClientName).toBe("renamed");
      const clients = await cognito.listUserPoolClients({ ...pool, MaxResults: 60 });
      expect(clients.UserPoolClients?.map(({ ClientName }) => ClientName)).toEqual(["renamed"]);
      await cognito.deleteUserPoolClient(client);
      await expect(cognito.describeUserPoolClient(client)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
      await cognito.deleteUserPool(pool);
      await expect(cognito.describeUserPool(pool)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    });
  });

  it("have each answered every operation of the main job", () => {
    for (const asked of instances.current.proxy.asked) expect([...asked]).toEqual(expect.arrayContaining(mainJob));
  });
});
