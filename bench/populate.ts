import type { DatabaseConfig } from "../src/store/index.ts";
import { ask } from "./load/cognito.ts";
import { HttpConnection } from "./load/http-connection.ts";
import { seed } from "./seed.ts";
import type { Target } from "./target.ts";

/** ExplicitAuthFlows of a client by which people sign in. */
export const signInFlows = [
  ...["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
];

/** Makes a pool, a client and so many users in a service that runs on this database. */
export async function populate(
  url: string,
  config: DatabaseConfig,
  { users, hashes }: { users: number; hashes: readonly string[] },
): Promise<Target> {
  const connection = await HttpConnection.open(url);
  try {
    const { UserPool } = await ask<{ UserPool: { Id: string } }>(connection, "CreateUserPool", { PoolName: "bench" });
    const userPoolId = UserPool.Id;
    const { UserPoolClient } = await ask<{ UserPoolClient: { ClientId: string } }>(connection, "CreateUserPoolClient", {
      UserPoolId: userPoolId,
      ClientName: "bench",
      ExplicitAuthFlows: signInFlows,
      PreventUserExistenceErrors: "ENABLED",
    });
    const people = await seed(config, userPoolId, { users, hashes });
    return { url, userPoolId, clientId: UserPoolClient.ClientId, users, ...people };
  } finally {
    connection.close();
  }
}
