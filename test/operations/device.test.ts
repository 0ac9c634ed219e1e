import { beforeAll, describe, expect, it } from "vitest";
import { deviceOf } from "../support/device.ts";
import { type App, makeApp, password, peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const unknown = { name: "ResourceNotFoundException", message: "Device does not exist." };

describe.each(databases)("Devices, on %s", async (kind) => {
  const service = await startForAll(kind);
  let always: App;
  let optIn: App;
  const people = (app = always) => peopleOf(service.current, app);
  beforeAll(async () => {
    always = await makeApp(service.current, { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } });
    optIn = await makeApp(service.current, { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true } });
  });

  /** A sign-in from a device that the service does not know. */
  async function signIn(name: string, app = always) {
    const { AuthenticationResult } = await people(app).withPassword(name);
    const { AccessToken = "", RefreshToken = "", NewDeviceMetadata = {} } = AuthenticationResult ?? {};
    return { AccessToken, RefreshToken, device: await deviceOf(NewDeviceMetadata) };
  }

  /** The same, with the device confirmed. */
  async function signInAndConfirm(name: string, app = always, DeviceName?: string) {
    const signedIn = await signIn(name, app);
    const { DeviceKey, DeviceSecretVerifierConfig } = signedIn.device;
    const { AccessToken } = signedIn;
    const answer = await people().cognito.confirmDevice({
      ...{ AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName },
    });
    return { ...signedIn, DeviceKey, answer };
  }

  const statusOf = async (AccessToken: string, DeviceKey: string) => {
    const { Device } = await people().cognito.getDevice({ AccessToken, DeviceKey });
    return recordOf(Device?.DeviceAttributes)["dev:device_remembered_status"];
  };

  describe("a sign-in", () => {
    it("offers a key for a device that is not known, and names it in the access token alone", async () => {
      await people().make("anna");
      const { AuthenticationResult } = await people().withPassword("anna");
      const { AccessToken = "", IdToken = "", NewDeviceMetadata } = AuthenticationResult ?? {};
      expect(NewDeviceMetadata).toEqual({
        DeviceKey: expect.stringMatching(/^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        DeviceGroupKey: expect.stringMatching(/^-[\w-]{8}$/),
      });
      expect(claimsOf(AccessToken).device_key).toBe(NewDeviceMetadata?.DeviceKey);
      expect(claimsOf(IdToken)).not.toHaveProperty("device_key");
    });

    it("says nothing of devices in a pool that tracks none", async () => {
      const plain = peopleOf(service.current);
      const { AccessToken } = await plain.makeSignedIn("anna");
      expect(claimsOf(AccessToken)).not.toHaveProperty("device_key");
      const { AuthenticationResult } = await plain.initiate("USER_PASSWORD_AUTH", {
        ...{ USERNAME: "anna", PASSWORD: password, DEVICE_KEY: "us-east-1_0" },
      });
      expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    });

    it("refuses a device that is not the user's, in the words on which libraries forget it", async () => {
      await people().make("bert");
      await people().make("berta");
      const { DeviceKey } = await signInAndConfirm("berta");
      for (const DEVICE_KEY of [DeviceKey, "us-east-1_00000000-0000-4000-8000-000000000000"]) {
        const parameters = { USERNAME: "bert", PASSWORD: password, DEVICE_KEY };
        await expect(people().initiate("USER_PASSWORD_AUTH", parameters)).rejects.toMatchObject(unknown);
      }
    });

    it("does not tell whose device a key is to somebody who does not know the password", async () => {
      await people().make("carl");
      const parameters = { USERNAME: "carl", PASSWORD: "Wr0ng!pass", DEVICE_KEY: "us-east-1_0" };
      await expect(people().initiate("USER_PASSWORD_AUTH", parameters)).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Incorrect username or password.",
      });
    });
  });

  describe("ConfirmDevice", () => {
    it("remembers the device at once where the pool always does", async () => {
      await people().make("dora");
      const { AccessToken, DeviceKey, answer } = await signInAndConfirm("dora", always, "Dora's laptop");
      expect(answer.UserConfirmationNecessary).toBe(false);
      const { Device } = await people().cognito.getDevice({ AccessToken, DeviceKey });
      expect(Device).toMatchObject({
        DeviceKey,
        DeviceCreateDate: expect.any(Date),
        DeviceLastModifiedDate: expect.any(Date),
        DeviceLastAuthenticatedDate: expect.any(Date),
      });
      const owner = `dora.${always.UserPoolId}`;
      expect(Device?.DeviceAttributes).toEqual([
        { Name: "device_status", Value: "valid" },
        { Name: "device_name", Value: "Dora's laptop" },
        {
          Name: "dev:device_arn",
          Value: `arn:aws:cognito-idp:us-east-1:123456789012:owner/${owner}/device/${DeviceKey}`,
        },
        { Name: "dev:device_owner", Value: owner },
        { Name: "last_ip_used", Value: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) },
        { Name: "dev:device_remembered_status", Value: "remembered" },
        { Name: "dev:device_sdk", Value: "aws-sdk-unknown-unknown" },
      ]);
    });

    it("leaves it to the user where the pool lets them choose", async () => {
      await people(optIn).make("emil");
      const { AccessToken, DeviceKey, answer } = await signInAndConfirm("emil", optIn);
      expect(answer.UserConfirmationNecessary).toBe(true);
      expect(await statusOf(AccessToken, DeviceKey)).toBe("not_remembered");
    });

    it("confirms a device once, however often it is asked at the same time", async () => {
      await people().make("fred");
      const { AccessToken, device } = await signIn("fred");
      const { DeviceKey, DeviceSecretVerifierConfig } = device;
      const confirm = () => people().cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, confirm));
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refusals).toHaveLength(9);
      for (const refusal of refusals) expect(refusal).toMatchObject({ name: "DeviceKeyExistsException" });
    });

    it("takes no device but that of the sign-in", async () => {
      await people().make("gerd");
      await people().make("gerda");
      const gerd = await signIn("gerd");
      const gerda = await signIn("gerda");
      for (const DeviceKey of [gerda.device.DeviceKey, "us-east-1_00000000-0000-4000-8000-000000000000"]) {
        await expect(
          people().cognito.confirmDevice({ AccessToken: gerd.AccessToken, DeviceKey }),
        ).rejects.toMatchObject({ name: "InvalidParameterException", message: "Invalid device key given." });
      }
    });

    it.each([
      ["0", "AA=="],
      ["1", "AQ=="],
      ["more than the group is long", Buffer.alloc(400, 255).toString("base64")],
      ["nothing", ""],
    ])("refuses a verifier of %s", async (name, PasswordVerifier) => {
      const hans = `hans-${name.replaceAll(" ", "-")}`;
      await people().make(hans);
      const { AccessToken, device } = await signIn(hans);
      const DeviceSecretVerifierConfig = { ...device.DeviceSecretVerifierConfig, PasswordVerifier };
      await expect(
        people().cognito.confirmDevice({ AccessToken, DeviceKey: device.DeviceKey, DeviceSecretVerifierConfig }),
      ).rejects.toMatchObject({ name: "InvalidParameterException" });
    });

    it("refuses where the pool tracks no devices", async () => {
      const { AccessToken } = await peopleOf(service.current).makeSignedIn("ida");
      await expect(people().cognito.confirmDevice({ AccessToken, DeviceKey: "us-east-1_0" })).rejects.toMatchObject({
        name: "InvalidUserPoolConfigurationException",
        message: "Device tracking is not enabled for the user pool.",
      });
    });
  });

  describe("ListDevices and AdminListDevices", () => {
    it("show a user's own devices page by page, each once", async () => {
      await people().make("jane");
      await people().make("john");
      await signInAndConfirm("john");
      const keys: string[] = [];
      let AccessToken = "";
      for (let round = 0; round < 3; round++) {
        const signedIn = await signInAndConfirm("jane");
        keys.push(signedIn.DeviceKey);
        AccessToken = signedIn.AccessToken;
      }
      const first = await people().cognito.listDevices({ AccessToken, Limit: 2 });
      const { PaginationToken } = first;
      const second = await people().cognito.listDevices({ AccessToken, Limit: 2, PaginationToken });
      expect([...(first.Devices ?? []), ...(second.Devices ?? [])].map(({ DeviceKey }) => DeviceKey)).toEqual(
        [...keys].sort(),
      );
      expect(second.PaginationToken).toBeUndefined();

      const { UserPoolId } = always;
      const all = await people().cognito.adminListDevices({ UserPoolId, Username: "jane", Limit: 0 });
      expect(all.Devices).toHaveLength(3);
      await expect(
        people().cognito.adminListDevices({ UserPoolId, Username: "jane", PaginationToken }),
      ).rejects.toMatchObject({ name: "InvalidParameterException", message: "Invalid pagination token given." });
    });
  });

  describe("UpdateDeviceStatus and AdminUpdateDeviceStatus", () => {
    it("remember a device or no longer, and leave it without a status", async () => {
      await people(optIn).make("kira");
      const { AccessToken, DeviceKey } = await signInAndConfirm("kira", optIn);
      await people().cognito.updateDeviceStatus({ AccessToken, DeviceKey, DeviceRememberedStatus: "remembered" });
      expect(await statusOf(AccessToken, DeviceKey)).toBe("remembered");
      await people().cognito.updateDeviceStatus({ AccessToken, DeviceKey });
      expect(await statusOf(AccessToken, DeviceKey)).toBe("remembered");
      await people().cognito.adminUpdateDeviceStatus({
        ...{ UserPoolId: optIn.UserPoolId, Username: "kira", DeviceKey, DeviceRememberedStatus: "not_remembered" },
      });
      expect(await statusOf(AccessToken, DeviceKey)).toBe("not_remembered");
    });
  });

  describe("ForgetDevice and AdminForgetDevice", () => {
    it.each(["its owner", "a developer"])("forget a device for %s, and its refresh token with it", async (who) => {
      const name = `lars-${who.length}`;
      await people().make(name);
      const { AccessToken, RefreshToken, DeviceKey } = await signInAndConfirm(name);
      const refresh = () =>
        people().initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: DeviceKey });
      expect((await refresh()).AuthenticationResult?.AccessToken).toBeDefined();

      const { UserPoolId } = always;
      if (who === "its owner") await people().cognito.forgetDevice({ AccessToken, DeviceKey });
      else await people().cognito.adminForgetDevice({ UserPoolId, Username: name, DeviceKey });
      expect((await people().cognito.listDevices({ AccessToken })).Devices).toEqual([]);
      await expect(refresh()).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Invalid Refresh Token.",
      });
    });
  });

  describe("REFRESH_TOKEN_AUTH in a pool that tracks devices", () => {
    it("wants the confirmed device's key, and names the device in the new token", async () => {
      await people().make("mona");
      const { AccessToken, RefreshToken, device } = await signIn("mona");
      const { DeviceKey, DeviceSecretVerifierConfig } = device;
      const refresh = (parameters: Record<string, string>) =>
        people().initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken, ...parameters });
      const refused = { name: "NotAuthorizedException", message: "Invalid Refresh Token." };
      await expect(refresh({ DEVICE_KEY: DeviceKey })).rejects.toMatchObject(refused);

      await people().cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
      await expect(refresh({})).rejects.toMatchObject(refused);
      await expect(refresh({ DEVICE_KEY: "us-east-1_0" })).rejects.toMatchObject(refused);
      const { AuthenticationResult } = await refresh({ DEVICE_KEY: DeviceKey });
      expect(claimsOf(AuthenticationResult?.AccessToken ?? "").device_key).toBe(DeviceKey);
      expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");

      const { cognito, ClientId } = people();
      const exchange = (key?: string) => cognito.getTokensFromRefreshToken({ ClientId, RefreshToken, DeviceKey: key });
      await expect(exchange()).rejects.toMatchObject(refused);
      const exchanged = (await exchange(DeviceKey)).AuthenticationResult?.AccessToken ?? "";
      expect(claimsOf(exchanged).device_key).toBe(DeviceKey);
    });
  });

  it("are nobody else's: no operation finds another user's", async () => {
    await people().make("nora");
    await people().make("nick");
    const { DeviceKey } = await signInAndConfirm("nora");
    const { AccessToken } = await signIn("nick");
    const { cognito } = people();
    const { UserPoolId } = always;
    const DeviceRememberedStatus = "remembered";
    const calls = [
      () => cognito.getDevice({ AccessToken, DeviceKey }),
      () => cognito.updateDeviceStatus({ AccessToken, DeviceKey, DeviceRememberedStatus }),
      () => cognito.forgetDevice({ AccessToken, DeviceKey }),
      () => cognito.adminGetDevice({ UserPoolId, Username: "nick", DeviceKey }),
      () => cognito.adminUpdateDeviceStatus({ UserPoolId, Username: "nick", DeviceKey, DeviceRememberedStatus }),
      () => cognito.adminForgetDevice({ UserPoolId, Username: "nick", DeviceKey }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(unknown);
    expect((await cognito.adminGetDevice({ UserPoolId, Username: "nora", DeviceKey })).Device).toBeDefined();
  });

  it("go with their user", async () => {
    const { make, cognito } = people();
    await make("olga");
    const { DeviceKey } = await signInAndConfirm("olga");
    const { UserPoolId } = always;
    await cognito.adminDeleteUser({ UserPoolId, Username: "olga" });
    await expect(cognito.adminGetDevice({ UserPoolId, Username: "olga", DeviceKey })).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    await make("olga");
    expect((await cognito.adminListDevices({ UserPoolId, Username: "olga" })).Devices).toEqual([]);
  });

  it.each(["getDevice", "forgetDevice"] as const)("%s cannot do without an access token", async (operation) => {
    await expect(people().cognito[operation]({ DeviceKey: "us-east-1_0" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Missing required parameter AccessToken",
    });
  });
});

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
