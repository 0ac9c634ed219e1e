import { randomUUID } from "node:crypto";
import { emailOf, password } from "../../people.ts";
import { call } from "../cognito.ts";
import type { Scenario } from "../scenario.ts";

/** AdminCreateUser with a temporary password and without a message. */
export const createUser: Scenario = async ({ connections, target }) => {
  const run = randomUUID().slice(0, 8);
  let made = 0;
  return (lane) => {
    const name = `new-${run}-${made++}`;
    return call(connections[lane]!, "AdminCreateUser", {
      UserPoolId: target.userPoolId,
      Username: name,
      TemporaryPassword: password,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: emailOf(name) },
        { Name: "email_verified", Value: "true" },
      ],
    });
  };
};

const poolsInARow = 50;

/** CreateUserPool, 50 times. */
export const createPool: Scenario = async ({ connections }) => {
  let made = 0;
  return (lane) =>
    made++ < poolsInARow ? call(connections[lane]!, "CreateUserPool", { PoolName: `bench-${made}` }) : undefined;
};
