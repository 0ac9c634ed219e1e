import type { CognitoUser } from "amazon-cognito-identity-js";
import { beforeAll, describe, expect, it } from "vitest";
import { modulus } from "../../src/crypto/modular-exponentiation.ts";
import { deviceOf } from "../support/device.ts";
import { identityJsUser, refreshSession, signInBySrp } from "../support/identity-js.ts";
import { makeMfaApp, signingIn, totp, withApp, withCodeBefore } from "../support/mfa.ts";
import { type App, makeApp, password, peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe.each(databases)("Remembered devices, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = () => peopleOf(service.current, app);
  beforeAll(async () => {
    app = await makeApp(service.current, {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    });
  });

  const devicesOf = async (Username: string) => {
    const { Devices = [] } = await people().cognito.adminListDevices({ UserPoolId: app.UserPoolId, Username });
    return Devices;
  };

  describe("with amazon-cognito-identity-js", () => {
    const userOf = (name: string): CognitoUser =>
      identityJsUser({ endpoint: service.current.url, userPoolId: app.UserPoolId, clientId: app.ClientId }, name);

    async function signIn(user: CognitoUser) {
      const result = await signInBySrp(user, user.getUsername(), password);
      if (result.kind !== "session") throw new Error(result.kind);
      return result.session;
    }

    it("a device is confirmed, proves itself at the next sign-in, refreshes, and is forgotten", async () => {
      await people().make("anna");
      const user = userOf("anna");
      const first = await signIn(user);
      const [device] = await devicesOf("anna");
      expect(first.getAccessToken().payload.device_key).toBe(device?.DeviceKey);
      expect(recordOf(device?.DeviceAttributes)["dev:device_remembered_status"]).toBe("remembered");

      await service.current.control("PUT", "/clock", { advance: "PT1H" });
      const second = await signIn(user);
      await service.current.control("PUT", "/clock", { reset: true });
      expect(second.getAccessToken().payload.device_key).toBe(device?.DeviceKey);
      const [again, ...others] = await devicesOf("anna");
      expect(others).toEqual([]);
      expect(Number(again?.DeviceLastAuthenticatedDate) - Number(device?.DeviceLastAuthenticatedDate)).toBeGreaterThan(
        3_599_000,
      );
      const refreshed = await refreshSession(user, second);
      expect(refreshed.getAccessToken().payload.device_key).toBe(device?.DeviceKey);

      await new Promise<string>((onSuccess, onFailure) => user.forgetDevice({ onSuccess, onFailure }));
      expect(await devicesOf("anna")).toEqual([]);
    });

    it("a device that an administrator forgot signs in as a new one", async () => {
      await people().make("bert");
      const user = userOf("bert");
      await signIn(user);
      const [{ DeviceKey } = {}] = await devicesOf("bert");
      await people().cognito.adminForgetDevice({ UserPoolId: app.UserPoolId, Username: "bert", DeviceKey });
      await signIn(user);
      const devices = await devicesOf("bert");
      expect(devices).toHaveLength(1);
      expect(devices[0]?.DeviceKey).not.toBe(DeviceKey);
    });

    it("a device that is no longer remembered signs in without its secret", async () => {
      await people().make("carl");
      const user = userOf("carl");
      await signIn(user);
      await new Promise<string>((onSuccess, onFailure) => user.setDeviceStatusNotRemembered({ onSuccess, onFailure }));
      const [device] = await devicesOf("carl");
      const session = await signIn(user);
      expect(session.getAccessToken().payload.device_key).toBe(device?.DeviceKey);
    });
  });

  describe("step by step", () => {
    /** Somebody who has signed in from a device and let it be remembered. */
    async function remembered(name: string) {
      await people().make(name);
      const { AuthenticationResult } = await people().withPassword(name);
      const device = await deviceOf(AuthenticationResult?.NewDeviceMetadata ?? {});
      const { DeviceKey, DeviceSecretVerifierConfig } = device;
      const AccessToken = AuthenticationResult?.AccessToken;
      await people().cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
      return device;
    }

    type Device = Awaited<ReturnType<typeof remembered>>;

    const begin = (USERNAME: string, { DeviceKey }: Pick<Device, "DeviceKey">) =>
      people().initiate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD: password, DEVICE_KEY: DeviceKey });

    const respond = (
      ChallengeName: "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER",
      ChallengeResponses: Record<string, string>,
      Session?: string,
    ) =>
      people().cognito.respondToAuthChallenge({ ClientId: app.ClientId, ChallengeName, ChallengeResponses, Session });

    async function beginProof(USERNAME: string, device: Device) {
      const { Session } = await begin(USERNAME, device);
      const { SRP_A, DeviceKey: DEVICE_KEY } = device;
      return respond("DEVICE_SRP_AUTH", { USERNAME, SRP_A, DEVICE_KEY }, Session);
    }

    it("the device is asked for its proof after the password, and the proof ends in tokens", async () => {
      const device = await remembered("dora");
      const asked = await begin("dora", device);
      expect(asked).toMatchObject({ ChallengeName: "DEVICE_SRP_AUTH", ChallengeParameters: {} });
      expect(asked.AuthenticationResult).toBeUndefined();

      const verifier = await beginProof("dora", device);
      expect(verifier.ChallengeName).toBe("DEVICE_PASSWORD_VERIFIER");
      expect(verifier.ChallengeParameters).toEqual({
        USERNAME: "dora",
        DEVICE_KEY: device.DeviceKey,
        SALT: expect.stringMatching(/^[0-9a-f]+$/),
        SRP_B: expect.stringMatching(/^[0-9a-f]+$/),
        SECRET_BLOCK: expect.any(String),
      });
      const answer = await device.answer(verifier.ChallengeParameters);
      const { AuthenticationResult } = await respond("DEVICE_PASSWORD_VERIFIER", answer);
      expect(AuthenticationResult?.AccessToken).toBeDefined();
      expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    });

    it("of ten equal proofs one gives tokens", async () => {
      const device = await remembered("emil");
      const { ChallengeParameters } = await beginProof("emil", device);
      const answer = await device.answer(ChallengeParameters);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, () => respond("DEVICE_PASSWORD_VERIFIER", answer)),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    it("refuses the proof of another device, and the right one after it", async () => {
      const device = await remembered("fred");
      const { ChallengeParameters } = await beginProof("fred", device);
      const impostor = await deviceOf({ DeviceKey: device.DeviceKey, DeviceGroupKey: "-another0" });
      const answer = await impostor.answer(ChallengeParameters);
      await expect(respond("DEVICE_PASSWORD_VERIFIER", answer)).rejects.toMatchObject({
        name: "NotAuthorizedException",
      });
      await expect(respond("DEVICE_PASSWORD_VERIFIER", await device.answer(ChallengeParameters))).rejects.toMatchObject(
        { message: "Invalid session for the user, session can only be used once." },
      );
    });

    it("refuses a device of another user, in each step", async () => {
      const gerds = await remembered("gerd");
      const gerdas = await remembered("gerda");
      await expect(begin("gerd", gerdas)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: "Device does not exist.",
      });
      const { Session } = await begin("gerd", gerds);
      const { SRP_A, DeviceKey: DEVICE_KEY } = gerdas;
      await expect(respond("DEVICE_SRP_AUTH", { USERNAME: "gerd", SRP_A, DEVICE_KEY }, Session)).rejects.toMatchObject(
        wrong,
      );

      const { ChallengeParameters } = await beginProof("gerd", gerds);
      await expect(respond("DEVICE_PASSWORD_VERIFIER", await gerdas.answer(ChallengeParameters))).rejects.toMatchObject(
        { name: "NotAuthorizedException" },
      );
    });

    it("refuses a proof that was begun before the device was no longer remembered", async () => {
      const device = await remembered("hans");
      const { ChallengeParameters } = await beginProof("hans", device);
      const { DeviceKey } = device;
      await people().cognito.adminUpdateDeviceStatus({
        ...{ UserPoolId: app.UserPoolId, Username: "hans", DeviceKey, DeviceRememberedStatus: "not_remembered" },
      });
      await expect(respond("DEVICE_PASSWORD_VERIFIER", await device.answer(ChallengeParameters))).rejects.toMatchObject(
        { name: "NotAuthorizedException" },
      );
    });

    it.each([
      ["0", "0"],
      ["N", modulus.toString(16)],
    ])("refuses an SRP_A of %s", async (name, SRP_A) => {
      const device = await remembered(`ida-${name}`);
      const { Session } = await begin(`ida-${name}`, device);
      const answers = { USERNAME: `ida-${name}`, SRP_A, DEVICE_KEY: device.DeviceKey };
      await expect(respond("DEVICE_SRP_AUTH", answers, Session)).rejects.toMatchObject({
        name: "InvalidParameterException",
      });
    });

    it("does not let the device's step be skipped", async () => {
      const device = await remembered("jane");
      const { Session } = await begin("jane", device);
      const answer = await device.answer({ SECRET_BLOCK: Session ?? "", SRP_B: "2", SALT: "1", USERNAME: "jane" });
      await expect(respond("DEVICE_PASSWORD_VERIFIER", answer)).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Invalid session for the user.",
      });
    });
  });

  describe("beside a second factor", () => {
    const DeviceOnlyRememberedOnUserPrompt = false;
    const poolThat = (ChallengeRequiredOnNewDevice: boolean) =>
      makeMfaApp(
        service.current,
        { ...withApp, MfaConfiguration: "ON" },
        { DeviceConfiguration: { ChallengeRequiredOnNewDevice, DeviceOnlyRememberedOnUserPrompt } },
      );

    /** Somebody with an authenticator app, who has signed in with it and let the device be remembered. */
    async function withRememberedDevice(of: App, name: string) {
      const { answer, make, withPassword, cognito } = signingIn(service.current, of);
      await make(name);
      const { Session } = await withPassword(name);
      const { SecretCode = "", Session: next } = await cognito.associateSoftwareToken({ Session });
      const { Session: verified } = await withCodeBefore(SecretCode, (UserCode) =>
        cognito.verifySoftwareToken({ Session: next, UserCode }),
      );
      const { AuthenticationResult } = await answer("MFA_SETUP", name, verified);
      const device = await deviceOf(AuthenticationResult?.NewDeviceMetadata ?? {});
      const { DeviceKey, DeviceSecretVerifierConfig } = device;
      const AccessToken = AuthenticationResult?.AccessToken;
      await cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
      const begin = () =>
        people().cognito.initiateAuth({
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: of.ClientId,
          AuthParameters: { USERNAME: name, PASSWORD: password, DEVICE_KEY: DeviceKey },
        });
      return { device, answer, begin, secret: SecretCode };
    }

    it("a remembered device takes its place where the pool asks for one on new devices alone", async () => {
      const of = await poolThat(true);
      const { device, answer, begin } = await withRememberedDevice(of, "kira");
      const asked = await begin();
      expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
      const { SRP_A, DeviceKey } = device;
      const verifier = await answer("DEVICE_SRP_AUTH", "kira", asked.Session, { SRP_A, DEVICE_KEY: DeviceKey });
      const proof = await device.answer(verifier.ChallengeParameters);
      const { AuthenticationResult } = await answer("DEVICE_PASSWORD_VERIFIER", "kira", undefined, proof);
      expect(AuthenticationResult?.AccessToken).toBeDefined();
      const DeviceConfiguration = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt };
      const { UserPoolId } = of;
      await people().cognito.updateUserPool({ UserPoolId, MfaConfiguration: "ON", DeviceConfiguration });
      expect((await begin()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    });

    it("does not take its place once it is no longer remembered, or unknown", async () => {
      const of = await poolThat(true);
      const { device, begin } = await withRememberedDevice(of, "lars");
      const forget = { UserPoolId: of.UserPoolId, Username: "lars", DeviceKey: device.DeviceKey };
      await people().cognito.adminUpdateDeviceStatus({ ...forget, DeviceRememberedStatus: "not_remembered" });
      expect((await begin()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
      await people().cognito.adminForgetDevice(forget);
      await expect(begin()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    });

    it("comes after it where the pool asks for one on every device", async () => {
      const of = await poolThat(false);
      const { device, answer, begin, secret } = await withRememberedDevice(of, "mona");
      const asked = await begin();
      expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
      const next = await answer("SOFTWARE_TOKEN_MFA", "mona", asked.Session, { SOFTWARE_TOKEN_MFA_CODE: totp(secret) });
      expect(next.ChallengeName).toBe("DEVICE_SRP_AUTH");
      const { SRP_A, DeviceKey } = device;
      const verifier = await answer("DEVICE_SRP_AUTH", "mona", next.Session, { SRP_A, DEVICE_KEY: DeviceKey });
      const proof = await device.answer(verifier.ChallengeParameters);
      const { AuthenticationResult } = await answer("DEVICE_PASSWORD_VERIFIER", "mona", undefined, proof);
      expect(AuthenticationResult?.AccessToken).toBeDefined();
    });

    it("of somebody else does not spare anybody theirs", async () => {
      const of = await poolThat(true);
      const { answer, begin } = await withRememberedDevice(of, "nora");
      const nicks = await withRememberedDevice(of, "nick");
      const asked = await begin();
      const { SRP_A, DeviceKey } = nicks.device;
      await expect(
        answer("DEVICE_SRP_AUTH", "nora", asked.Session, { SRP_A, DEVICE_KEY: DeviceKey }),
      ).rejects.toMatchObject({ name: "NotAuthorizedException" });
    });
  });
});
