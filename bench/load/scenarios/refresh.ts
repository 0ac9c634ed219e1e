import type { Target } from "../../target.ts";
import { call, expectTokens } from "../cognito.ts";
import type { HttpConnection } from "../http-connection.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { forEach, makeClient } from "./own-pool.ts";
import { signIn } from "./sign-in.ts";

interface Tokens {
  readonly AuthenticationResult: { readonly RefreshToken: string };
}

const refreshTokenIn = (body: Buffer): string => (JSON.parse(`${body}`) as Tokens).AuthenticationResult.RefreshToken;

/** One refresh token for each regular. */
async function refreshTokens(connections: readonly HttpConnection[], target: Target): Promise<string[]> {
  const tokens: string[] = [];
  await forEach(connections, target.regulars, async (connection, username) => {
    tokens.push(refreshTokenIn(await signIn(connection, target, username)));
  });
  return tokens;
}

/** REFRESH_TOKEN_AUTH, with one refresh token for each regular. */
export const refresh: Scenario = async ({ connections, target }) => {
  const next = cycle(await refreshTokens(connections, target));
  return async (lane) => {
    const body = await call(connections[lane]!, "InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: target.clientId,
      AuthParameters: { REFRESH_TOKEN: next() },
    });
    expectTokens(body);
  };
};

/** GetTokensFromRefreshToken, with one refresh token for each regular. */
export const renew: Scenario = async ({ connections, target: { clientId: ClientId, ...target } }) => {
  const next = cycle(await refreshTokens(connections, { ...target, clientId: ClientId }));
  return async (lane) => {
    const input = { ClientId, RefreshToken: next() };
    expectTokens(await call(connections[lane]!, "GetTokensFromRefreshToken", input));
  };
};

/** The same through a client that rotates refresh tokens: each lane goes on with the one that it was given last. */
export const rotate: Scenario = async ({ connections, target }) => {
  const ClientId = await makeClient(connections[0]!, target.userPoolId, {
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
  });
  const tokens = await refreshTokens(connections, { ...target, clientId: ClientId });
  return async (lane) => {
    const input = { ClientId, RefreshToken: tokens[lane] };
    const body = await call(connections[lane]!, "GetTokensFromRefreshToken", input);
    tokens[lane] = refreshTokenIn(body);
  };
};
