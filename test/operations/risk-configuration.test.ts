import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SetRiskConfigurationCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, describe, expect, it } from "vitest";
import { emailOf, everyFlow, makeApp, makeClient, peopleOf, secretHash } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { choiceClient } from "../support/user-auth.ts";

const plain = { MinimumLength: 8, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false };
const protectedBy = (AdvancedSecurityMode: "AUDIT" | "ENFORCED") => ({
  ...({ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode } } as const),
  AutoVerifiedAttributes: ["email" as const],
  Policies: { PasswordPolicy: plain },
});
const block = { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" as const } } };
const breached = "baseball";
const ours = "a word of ours";

describe.each(databases)("What a pool does about risks, on %s", async (kind) => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  const file = join(folder.path, "ours.txt");
  await writeFile(file, `${ours}\n`);
  const service = await startForAll(kind, { environment: { POOLHOUSE_BREACHED_PASSWORDS: file } });
  const sdk = () => service.current.sdk();

  async function app(mode: "AUDIT" | "ENFORCED", risks: Partial<SetRiskConfigurationCommandInput> = {}) {
    const made = await makeApp(service.current, protectedBy(mode));
    const people = peopleOf(service.current, made);
    await sdk().setRiskConfiguration({ UserPoolId: made.UserPoolId, ...risks });
    return people;
  }

  it("is described as it was set, for the pool and for a client, which inherits the pool's", async () => {
    const { UserPoolId, ClientId } = await app("AUDIT");
    expect((await sdk().describeRiskConfiguration({ UserPoolId })).RiskConfiguration).toEqual({ UserPoolId });
    const Actions = { LowAction: { Notify: false, EventAction: "NO_ACTION" as const } };
    const { RiskConfiguration } = await sdk().setRiskConfiguration({
      UserPoolId,
      ...block,
      AccountTakeoverRiskConfiguration: { Actions },
      RiskExceptionConfiguration: { BlockedIPRangeList: ["192.0.2.0/24"] },
    });
    expect(RiskConfiguration).toEqual({
      UserPoolId,
      CompromisedCredentialsRiskConfiguration: {
        EventFilter: ["SIGN_IN", "SIGN_UP", "PASSWORD_CHANGE"],
        Actions: { EventAction: "BLOCK" },
      },
      AccountTakeoverRiskConfiguration: { Actions },
      RiskExceptionConfiguration: { BlockedIPRangeList: ["192.0.2.0/24"] },
      LastModifiedDate: expect.any(Date),
    });
    const ofClient = async () => (await sdk().describeRiskConfiguration({ UserPoolId, ClientId })).RiskConfiguration;
    expect(await ofClient()).toEqual(RiskConfiguration);
    const own = { RiskExceptionConfiguration: { SkippedIPRangeList: ["2001:db8::/32"] } };
    await sdk().setRiskConfiguration({ UserPoolId, ClientId, ...own });
    expect(await ofClient()).toEqual({ UserPoolId, ClientId, ...own, LastModifiedDate: expect.any(Date) });
    await sdk().setRiskConfiguration({ UserPoolId, ClientId });
    expect(await ofClient()).toEqual(RiskConfiguration);
  });

  it("needs threat protection, ranges in CIDR notation and a client that is there", async () => {
    const { UserPoolId: unprotected } = await makeApp(service.current);
    const notEnabled = {
      name: "UserPoolAddOnNotEnabledException",
      message: "User pool does not have advanced security enabled.",
    };
    await expect(sdk().setRiskConfiguration({ UserPoolId: unprotected, ...block })).rejects.toMatchObject(notEnabled);
    await expect(sdk().describeRiskConfiguration({ UserPoolId: unprotected })).rejects.toMatchObject(notEnabled);
    const { UserPoolId } = await app("AUDIT");
    for (const list of ["BlockedIPRangeList", "SkippedIPRangeList"]) {
      const RiskExceptionConfiguration = { [list]: ["192.0.2.1"] };
      await expect(sdk().setRiskConfiguration({ UserPoolId, RiskExceptionConfiguration })).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "Incorrect CIDR format",
      });
    }
    await expect(sdk().setRiskConfiguration({ UserPoolId, ClientId: "nobody" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("is one configuration, though twenty are set at once", async () => {
    const { UserPoolId } = await app("AUDIT");
    await Promise.all(Array.from({ length: 20 }, () => sdk().setRiskConfiguration({ UserPoolId, ...block })));
    const { RiskConfiguration } = await sdk().describeRiskConfiguration({ UserPoolId });
    expect(RiskConfiguration).toMatchObject(block);
  });

  describe("with breached passwords blocked", () => {
    const refused = {
      name: "InvalidPasswordException",
      message: "Provided password cannot be used for security reasons.",
    };

    it("refuses them at sign-up and at each change, in capitals too, and the operator's own", async () => {
      const { cognito, ClientId, ...people } = await app("ENFORCED", block);
      const signUp = (Password: string) => cognito.signUp({ ClientId, Username: "ada", Password });
      for (const word of [breached, "BaseBall", ours]) await expect(signUp(word)).rejects.toMatchObject(refused);
      await people.make("bob");
      const { AccessToken } = await people.signIn("bob");
      const change = { AccessToken, PreviousPassword: "Passw0rd!", ProposedPassword: breached };
      await expect(cognito.changePassword(change)).rejects.toMatchObject(refused);
      await cognito.forgotPassword({ ClientId, Username: "bob" });
      const ConfirmationCode = await service.current.codeSentTo(emailOf("bob"));
      const recovery = { ClientId, Username: "bob", ConfirmationCode };
      await expect(cognito.confirmForgotPassword({ ...recovery, Password: breached })).rejects.toMatchObject(refused);
      await cognito.confirmForgotPassword({ ...recovery, Password: "a word of their own" });
      await people.signIn("bob", "a word of their own");
    });

    it("refuses one for the password of a first sign-in", async () => {
      const { cognito, ClientId, ...people } = await app("ENFORCED", block);
      await people.invite("ida", { TemporaryPassword: "a word for now" });
      const { Session } = await people.withPassword("ida", "a word for now");
      const answer = (NEW_PASSWORD: string) =>
        cognito.respondToAuthChallenge({
          ...{ ClientId, Session, ChallengeName: "NEW_PASSWORD_REQUIRED" },
          ChallengeResponses: { USERNAME: "ida", NEW_PASSWORD },
        });
      await expect(answer(breached)).rejects.toMatchObject(refused);
      expect((await answer("a word of their own")).AuthenticationResult).toBeDefined();
    });

    it("lets somebody who signs in with one choose another first", async () => {
      const { cognito, UserPoolId, ClientId, ...people } = await app("ENFORCED", block);
      await people.make("cy");
      const set = { UserPoolId, Username: "cy", Password: breached, Permanent: true };
      await cognito.adminSetUserPassword(set);
      await expect(people.signIn("cy", "wrong password")).rejects.toMatchObject({ name: "NotAuthorizedException" });
      expect((await people.get("cy")).UserStatus).toBe("CONFIRMED");
      await expect(people.signIn("cy", breached)).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
      expect((await people.get("cy")).UserStatus).toBe("RESET_REQUIRED");
      await cognito.forgotPassword({ ClientId, Username: "cy" });
      const ConfirmationCode = await service.current.codeSentTo(emailOf("cy"));
      await cognito.confirmForgotPassword({ ClientId, Username: "cy", ConfirmationCode, Password: "another word" });
      await people.signIn("cy", "another word");
    });

    it("does so where the password is an answer, too", async () => {
      const { cognito, UserPoolId, ...people } = await app("ENFORCED", block);
      const ClientId = await makeClient(service.current, UserPoolId, choiceClient);
      await people.make("flo");
      await cognito.adminSetUserPassword({ UserPoolId, Username: "flo", Password: breached, Permanent: true });
      const { Session } = await cognito.initiateAuth({
        ...{ ClientId, AuthFlow: "USER_AUTH" },
        AuthParameters: { USERNAME: "flo", PREFERRED_CHALLENGE: "PASSWORD" },
      });
      const answer = cognito.respondToAuthChallenge({
        ...{ ClientId, Session, ChallengeName: "PASSWORD" },
        ChallengeResponses: { USERNAME: "flo", PASSWORD: breached },
      });
      await expect(answer).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
      expect((await people.get("flo")).UserStatus).toBe("RESET_REQUIRED");
    });

    it("looks at the events of the filter alone, and refuses nothing while it only watches", async () => {
      const onlySignIn = {
        CompromisedCredentialsRiskConfiguration: {
          EventFilter: ["SIGN_IN" as const],
          Actions: { EventAction: "BLOCK" as const },
        },
      };
      for (const people of [await app("ENFORCED", onlySignIn), await app("AUDIT", block), await app("ENFORCED")]) {
        await people.cognito.signUp({ ClientId: people.ClientId, Username: "dee", Password: breached });
      }
    });

    it("goes by the client's own configuration", async () => {
      const { cognito, UserPoolId } = await app("ENFORCED", block);
      const lenient = await makeClient(service.current, UserPoolId);
      const none = { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "NO_ACTION" as const } } };
      await cognito.setRiskConfiguration({ UserPoolId, ClientId: lenient, ...none });
      await cognito.signUp({ ClientId: lenient, Username: "eve", Password: breached });
    });

    it("looks for no breached password where the address is skipped", async () => {
      const { cognito, UserPoolId, ...people } = await app("AUDIT", block);
      await people.make("flo");
      const named = { UserPoolId, Username: "flo" };
      await cognito.adminSetUserPassword({ ...named, Password: breached, Permanent: true });
      const detected = async () => {
        await people.signIn("flo", breached);
        const { AuthEvents } = await cognito.adminListUserAuthEvents(named);
        return AuthEvents?.[0]?.EventRisk?.CompromisedCredentialsDetected;
      };
      expect(await detected()).toBe(true);
      const RiskExceptionConfiguration = { SkippedIPRangeList: ["127.0.0.0/8", "::1/128"] };
      await cognito.setRiskConfiguration({ UserPoolId, ...block, RiskExceptionConfiguration });
      expect(await detected()).toBe(false);
    });
  });

  describe("with blocked addresses", () => {
    const blocked = { name: "NotAuthorizedException", message: "Unable to login because of security reasons." };
    const everybody = { RiskExceptionConfiguration: { BlockedIPRangeList: ["127.0.0.0/8", "::1/128"] } };

    it("refuses a sign-in over a connection from there", async () => {
      const people = await app("ENFORCED", everybody);
      await people.make("fay");
      await expect(people.signIn("fay")).rejects.toMatchObject(blocked);
      await expect(people.initiate("USER_SRP_AUTH", { USERNAME: "fay", SRP_A: "abc" })).rejects.toMatchObject(blocked);
    });

    it("refuses what somebody asks for from there without signing in", async () => {
      const { cognito, ClientId, signUp, make } = await app("ENFORCED", everybody);
      await make("fritz");
      const refused = { name: "NotAuthorizedException", message: "Request not allowed due to security reasons." };
      const named = { ClientId, Username: "fritz" };
      const recovery = { ...named, ConfirmationCode: "123456", Password: "another word" };
      for (const call of [
        () => signUp("frida"),
        () => cognito.forgotPassword(named),
        () => cognito.confirmForgotPassword(recovery),
        () => cognito.resendConfirmationCode(named),
      ]) {
        await expect(call()).rejects.toMatchObject(refused);
      }
    });

    it("believes a backend, and a client with a secret that vouches for it, in where the person is", async () => {
      const { cognito, UserPoolId, ...people } = await app("ENFORCED", everybody);
      await people.make("gil");
      const AuthParameters = { USERNAME: "gil", PASSWORD: "Passw0rd!" };
      const server = { ServerName: "app", ServerPath: "/", HttpHeaders: [] };
      const asBackend = (IpAddress: string) =>
        cognito.adminInitiateAuth({
          ...{ UserPoolId, ClientId: people.ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters },
          ContextData: { ...server, IpAddress },
        });
      await expect(asBackend("127.0.0.1")).rejects.toMatchObject(blocked);
      expect((await asBackend("192.0.2.1")).AuthenticationResult).toBeDefined();

      const { UserPoolClient } = await cognito.createUserPoolClient({
        ...{ UserPoolId, ClientName: "app", GenerateSecret: true, ExplicitAuthFlows: everyFlow },
        EnablePropagateAdditionalUserContextData: true,
      });
      const { ClientId = "", ClientSecret = "" } = UserPoolClient ?? {};
      const vouched = await cognito.initiateAuth({
        ...{ ClientId, AuthFlow: "USER_PASSWORD_AUTH" },
        AuthParameters: { ...AuthParameters, SECRET_HASH: secretHash(ClientSecret, "gil", ClientId) },
        UserContextData: { IpAddress: "192.0.2.1" },
      });
      expect(vouched.AuthenticationResult).toBeDefined();
      const unbelieved = { AuthFlow: "USER_PASSWORD_AUTH", UserContextData: { IpAddress: "192.0.2.1" } } as const;
      await expect(
        cognito.initiateAuth({ ...unbelieved, ClientId: people.ClientId, AuthParameters }),
      ).rejects.toMatchObject(blocked);
    });

    it("refuses nothing while it only watches", async () => {
      const people = await app("AUDIT", everybody);
      await people.make("hal");
      await people.signIn("hal");
    });
  });
});
