import { emailOf, password, usernameOf } from "../../people.ts";
import { ask, call } from "../cognito.ts";
import type { HttpConnection } from "../http-connection.ts";
import type { Context } from "../scenario.ts";

/** A pool that a scenario makes for itself, where it needs other settings than all the others. */
export interface OwnPool {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly usernames: readonly string[];
}

const peopleWanted = 48;

/** Makes a pool with these settings, a client, and people who have a password and a verified e-mail address. */
export async function makePool({ connections }: Context, pool: object, client: object = {}): Promise<OwnPool> {
  const [connection] = connections as [HttpConnection];
  const { UserPool } = await ask<{ UserPool: { Id: string } }>(connection, "CreateUserPool", {
    PoolName: "bench-own",
    ...pool,
  });
  const UserPoolId = UserPool.Id;
  const clientId = await makeClient(connection, UserPoolId, {
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
    ...client,
  });
  const usernames = Array.from({ length: peopleWanted }, (_, index) => usernameOf(index));
  await forEach(connections, usernames, async (lane, Username) => {
    const UserAttributes = Object.entries({ email: emailOf(Username), email_verified: "true" });
    await call(lane, "AdminCreateUser", {
      ...{ UserPoolId, Username, MessageAction: "SUPPRESS" },
      UserAttributes: UserAttributes.map(([Name, Value]) => ({ Name, Value })),
    });
    await call(lane, "AdminSetUserPassword", { UserPoolId, Username, Password: password, Permanent: true });
  });
  return { userPoolId: UserPoolId, clientId, usernames };
}

export async function makeClient(connection: HttpConnection, UserPoolId: string, client: object): Promise<string> {
  const { UserPoolClient } = await ask<{ UserPoolClient: { ClientId: string } }>(connection, "CreateUserPoolClient", {
    ...{ UserPoolId, ClientName: "bench-own" },
    ...client,
  });
  return UserPoolClient.ClientId;
}

/** Does something with each value, as many at once as there are connections. */
export async function forEach<Value>(
  connections: readonly HttpConnection[],
  values: readonly Value[],
  work: (connection: HttpConnection, value: Value) => Promise<unknown>,
): Promise<void> {
  const left = values.values();
  await Promise.all(
    connections.map(async (connection) => {
      for (const value of left) await work(connection, value);
    }),
  );
}
