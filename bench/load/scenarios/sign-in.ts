import { password } from "../../people.ts";
import type { Target } from "../../target.ts";
import { call, expectTokens } from "../cognito.ts";
import type { HttpConnection } from "../http-connection.ts";
import { cycle, type Scenario } from "../scenario.ts";

/** USER_PASSWORD_AUTH; gives the answer, which holds tokens. */
export async function signIn(connection: HttpConnection, { clientId }: Pick<Target, "clientId">, username: string) {
  const AuthParameters = { USERNAME: username, PASSWORD: password };
  const body = await call(connection, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: clientId,
    AuthParameters,
  });
  expectTokens(body);
  return body;
}

/** With a password that the service has verified a short while ago. */
export const signInAgain: Scenario = async ({ connections, target }) => {
  for (const username of target.regulars) await signIn(connections[0]!, target, username);
  const next = cycle(target.regulars);
  return (lane) => signIn(connections[lane]!, target, next());
};

/** USER_AUTH with the password in the same call, which was verified a short while ago. */
export const signInByChoice: Scenario = async ({ connections, target }) => {
  for (const username of target.regulars) await signIn(connections[0]!, target, username);
  const next = cycle(target.regulars);
  return async (lane) => {
    const AuthParameters = { USERNAME: next(), PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password };
    const input = { AuthFlow: "USER_AUTH", ClientId: target.clientId, AuthParameters };
    expectTokens(await call(connections[lane]!, "InitiateAuth", input));
  };
};

/** Each user once, so that no password is remembered and each costs an argon2. */
export const signInOnce: Scenario = async ({ connections, target }) => {
  const left = [...target.newcomers];
  return (lane) => {
    const username = left.pop();
    return username === undefined ? undefined : signIn(connections[lane]!, target, username);
  };
};
