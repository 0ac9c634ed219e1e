import { randomBytes } from "node:crypto";
import { createVerifier } from "../../../src/crypto/srp.ts";
import { password } from "../../people.ts";
import { ask, call, expectTokens } from "../cognito.ts";
import type { HttpConnection } from "../http-connection.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { type SrpChallenge, srpClient } from "../srp-client.ts";
import { forEach, makePool } from "./own-pool.ts";
import { signIn } from "./sign-in.ts";

interface Device {
  readonly username: string;
  readonly DeviceKey: string;
  readonly DeviceGroupKey: string;
}

interface FirstSignIn {
  readonly AuthenticationResult: { AccessToken: string; NewDeviceMetadata: Omit<Device, "username"> };
}

/** A password, and a remembered device that proves itself by SRP: one sign-in of three calls. */
export const device: Scenario = async (context) => {
  const { connections } = context;
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true };
  const { clientId: ClientId, usernames } = await makePool(context, { DeviceConfiguration });
  const devices: Device[] = [];
  await forEach(connections, usernames, async (connection, username) => {
    const first = JSON.parse(`${await signIn(connection, { clientId: ClientId }, username)}`) as FirstSignIn;
    devices.push({ username, ...(await confirm(connection, first)) });
  });
  const next = cycle(devices);

  return async (lane) => {
    const connection = connections[lane]!;
    const { username: USERNAME, DeviceKey: DEVICE_KEY, DeviceGroupKey } = next();
    const { Session } = await ask<{ Session: string }>(connection, "InitiateAuth", {
      ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters: { USERNAME, PASSWORD: password, DEVICE_KEY } },
    });
    const client = srpClient(DeviceGroupKey);
    const asked = await ask<{ ChallengeParameters: SrpChallenge }>(connection, "RespondToAuthChallenge", {
      ...{ ChallengeName: "DEVICE_SRP_AUTH", ClientId, Session },
      ChallengeResponses: { USERNAME, DEVICE_KEY, SRP_A: client.SRP_A },
    });
    const proof = client.answer({ ...asked.ChallengeParameters, USER_ID_FOR_SRP: DEVICE_KEY }, password);
    const body = await call(connection, "RespondToAuthChallenge", {
      ...{ ChallengeName: "DEVICE_PASSWORD_VERIFIER", ClientId },
      ChallengeResponses: { ...proof, USERNAME, DEVICE_KEY },
    });
    expectTokens(body);
  };
};

/** Has the device of a first sign-in remembered; its secret is everybody's password. */
async function confirm(connection: HttpConnection, { AuthenticationResult }: FirstSignIn) {
  const { AccessToken, NewDeviceMetadata: offered } = AuthenticationResult;
  const salt = randomBytes(16);
  const identity = { groupName: offered.DeviceGroupKey, userId: offered.DeviceKey };
  const verifier = createVerifier({ ...identity, password, salt });
  await call(connection, "ConfirmDevice", {
    ...{ AccessToken, DeviceKey: offered.DeviceKey },
    DeviceSecretVerifierConfig: { Salt: salt.toString("base64"), PasswordVerifier: verifier.toString("base64") },
  });
  return offered;
}
