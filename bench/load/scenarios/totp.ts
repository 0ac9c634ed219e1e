import { generateSync } from "otplib";
import { password } from "../../people.ts";
import { ask, call, expectTokens } from "../cognito.ts";
import type { HttpConnection } from "../http-connection.ts";
import type { Scenario } from "../scenario.ts";
import { forEach, makePool } from "./own-pool.ts";
import { signIn } from "./sign-in.ts";

const period = 30;
const codeOf = (secret: string, seconds: number) => generateSync({ secret, epoch: seconds });
const now = () => Math.floor(Date.now() / 1000);

/**
 * A password and a code of an authenticator app: one sign-in of two calls. No code is good twice, so the clock of this
 * scenario's pool is moved by 30 seconds whenever everybody has signed in.
 */
export const totp: Scenario = async (context) => {
  const { connections } = context;
  const pool = await makePool(context, {});
  const { userPoolId: UserPoolId, clientId: ClientId } = pool;
  await call(connections[0]!, "SetUserPoolMfaConfig", {
    ...{ UserPoolId, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } },
  });
  const secrets = new Map<string, string>();
  await forEach(connections, pool.usernames, async (connection, Username) => {
    secrets.set(Username, await registerApp(connection, Username));
    const SoftwareTokenMfaSettings = { Enabled: true };
    await call(connection, "AdminSetUserMFAPreference", { UserPoolId, Username, SoftwareTokenMfaSettings });
  });

  async function registerApp(connection: HttpConnection, username: string): Promise<string> {
    const tokens = JSON.parse(`${await signIn(connection, { clientId: ClientId }, username)}`);
    const { AccessToken } = tokens.AuthenticationResult as { AccessToken: string };
    const { SecretCode } = await ask<{ SecretCode: string }>(connection, "AssociateSoftwareToken", { AccessToken });
    await call(connection, "VerifySoftwareToken", { AccessToken, UserCode: codeOf(SecretCode, now()) });
    return SecretCode;
  }

  let turn = 0;
  return async (lane) => {
    const connection = connections[lane]!;
    const round = Math.floor(turn / pool.usernames.length);
    const username = pool.usernames[turn++ % pool.usernames.length]!;
    if (username === pool.usernames[0]) await moveClock(connection, UserPoolId);
    const { Session } = await ask<{ Session: string }>(connection, "InitiateAuth", {
      ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters: { USERNAME: username, PASSWORD: password } },
    });
    const code = codeOf(secrets.get(username) ?? "", now() + (round + 1) * period);
    const body = await call(connection, "RespondToAuthChallenge", {
      ...{ ChallengeName: "SOFTWARE_TOKEN_MFA", ClientId, Session },
      ChallengeResponses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code },
    });
    expectTokens(body);
  };
};

async function moveClock(connection: HttpConnection, userPoolId: string): Promise<void> {
  const path = `/_poolhouse/clock?userPoolId=${userPoolId}`;
  const move = JSON.stringify({ advance: `PT${period}S` });
  const { status, body } = await connection.request("PUT", path, "content-type: application/json\r\n", move);
  if (status !== 200) throw new Error(`The clock was not moved: ${status} ${body}`);
}
