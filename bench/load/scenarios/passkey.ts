import { softwareAuthenticator } from "../../../test/support/authenticator.ts";
import { ask, call, expectTokens } from "../cognito.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { forEach, makePool } from "./own-pool.ts";
import { signIn } from "./sign-in.ts";

type Authenticator = ReturnType<typeof softwareAuthenticator>;
type Creation = Parameters<Authenticator["create"]>[0];
type Assertion = Parameters<Authenticator["get"]>[0];

const origin = "https://bench.example.com";

/** USER_AUTH with a passkey (ES256): one sign-in of two calls. */
export const passkey: Scenario = async (context) => {
  const { connections } = context;
  const pool = await makePool(context, {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
  });
  const { userPoolId: UserPoolId, clientId: ClientId } = pool;
  const WebAuthnConfiguration = { RelyingPartyId: "example.com" };
  await call(connections[0]!, "SetUserPoolMfaConfig", { UserPoolId, WebAuthnConfiguration });
  const owners: { username: string; authenticator: Authenticator }[] = [];
  await forEach(connections, pool.usernames, async (connection, username) => {
    const tokens = JSON.parse(`${await signIn(connection, { clientId: ClientId }, username)}`);
    const { AccessToken } = tokens.AuthenticationResult as { AccessToken: string };
    const { CredentialCreationOptions: options } = await ask<{ CredentialCreationOptions: Creation }>(
      connection,
      "StartWebAuthnRegistration",
      { AccessToken },
    );
    const authenticator = softwareAuthenticator();
    const Credential = authenticator.create(options, origin);
    await call(connection, "CompleteWebAuthnRegistration", { AccessToken, Credential });
    owners.push({ username, authenticator });
  });
  const next = cycle(owners);

  return async (lane) => {
    const connection = connections[lane]!;
    const { username: USERNAME, authenticator } = next();
    const { Session, ChallengeParameters } = await ask<{
      Session: string;
      ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: string };
    }>(connection, "InitiateAuth", {
      ...{ AuthFlow: "USER_AUTH", ClientId, AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" } },
    });
    const options = JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS) as Assertion;
    const body = await call(connection, "RespondToAuthChallenge", {
      ...{ ChallengeName: "WEB_AUTHN", ClientId, Session },
      ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(authenticator.get(options, origin)) },
    });
    expectTokens(body);
  };
};
