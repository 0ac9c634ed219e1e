import { call, expectTokens } from "../cognito.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { signIn } from "./sign-in.ts";

interface Tokens {
  readonly AuthenticationResult: { readonly RefreshToken: string };
}

/** REFRESH_TOKEN_AUTH, with one refresh token for each regular. */
export const refresh: Scenario = async ({ connections, target }) => {
  const tokens: string[] = [];
  for (const username of target.regulars) {
    const { AuthenticationResult } = JSON.parse(`${await signIn(connections[0]!, target, username)}`) as Tokens;
    tokens.push(AuthenticationResult.RefreshToken);
  }
  const next = cycle(tokens);
  return async (lane) => {
    const body = await call(connections[lane]!, "InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: target.clientId,
      AuthParameters: { REFRESH_TOKEN: next() },
    });
    expectTokens(body);
  };
};
