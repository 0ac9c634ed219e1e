import type { Client } from "../../src/domain/client/client.ts";
import type { Group } from "../../src/domain/group/group.ts";
import type { Message } from "../../src/domain/message/message.ts";
import type { Pool, PoolSettings } from "../../src/domain/pool/pool.ts";
import type { Database } from "../../src/domain/stores.ts";
import type { Grant } from "../../src/domain/token/grant.ts";
import type { SigningKey } from "../../src/domain/token/signing-keys.ts";
import type { Code } from "../../src/domain/user/code.ts";
import type { User } from "../../src/domain/user/user.ts";
import { machineRandom } from "../../src/random.ts";

const name = () => machineRandom.bytes(6).toString("hex");

/** A moment that a column of seconds would not hold. */
export const at = new Date("2026-03-04T05:06:07.089Z");
export const later = (milliseconds: number): Date => new Date(at.getTime() + milliseconds);

export function examplePool(settings: Partial<PoolSettings> = {}, region = "us-east-1"): Pool {
  const id = `${region}_${name()}`;
  return { id, region, settings: { Name: "people", SchemaAttributes: [], ...settings }, createdAt: at, modifiedAt: at };
}

export const exampleKey = (use: SigningKey["use"]): SigningKey => ({
  kid: name(),
  use,
  publicJwk: { alg: "RS256", e: "AQAB", kid: name(), kty: "RSA", n: name(), use: "sig" },
  privateKey: machineRandom.bytes(64),
  createdAt: at,
});

export const exampleClient = (pool: Pool, change: Partial<Client> = {}): Client => ({
  id: name(),
  poolId: pool.id,
  settings: { ClientName: "app", ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
  secrets: [{ id: name(), value: name(), createdAt: at }],
  createdAt: at,
  modifiedAt: at,
  ...change,
});

export const exampleGroup = (pool: Pool, change: Partial<Group> = {}): Group => ({
  poolId: pool.id,
  name: name(),
  createdAt: at,
  modifiedAt: at,
  ...change,
});

export const exampleUser = (pool: Pool, change: Partial<User> = {}): User => ({
  poolId: pool.id,
  sub: machineRandom.uuid(),
  username: name(),
  status: "CONFIRMED",
  enabled: true,
  attributes: {},
  credentials: {},
  createdAt: at,
  modifiedAt: at,
  ...change,
});

export const exampleCode = ({ poolId, sub }: User, change: Partial<Code> = {}): Code => ({
  ...{ poolId, sub },
  purpose: "sign-up",
  digest: name(),
  attribute: "email",
  destination: "jane@example.com",
  expiresAt: later(1000),
  tries: 0,
  ...change,
});

export const exampleGrant = (client: Client, { sub }: User, change: Partial<Grant> = {}): Grant => ({
  id: name(),
  poolId: client.poolId,
  clientId: client.id,
  sub,
  originJti: name(),
  authTime: at,
  scope: "aws.cognito.signin.user.admin",
  refreshTokenHash: name(),
  expiresAt: later(1000),
  ...change,
});

export const exampleMessage = (pool: Pool, change: Partial<Message> = {}): Message => ({
  userPoolId: pool.id,
  username: "jane",
  medium: "EMAIL",
  destination: "jane@example.com",
  attribute: "email",
  subject: "Your code",
  body: "Your code is 123456",
  code: "123456",
  ...change,
});

/** A pool that stands, with a client, a user and a group in it. */
export async function populate({ pools, clients, users, groups }: Database, settings: Partial<PoolSettings> = {}) {
  const pool = examplePool(settings);
  await pools.insert(pool, [exampleKey("id"), exampleKey("access")]);
  const client = exampleClient(pool);
  await clients.insert(client);
  const user = exampleUser(pool);
  await users.insert(pool, user);
  const group = exampleGroup(pool);
  await groups.insert(group);
  return { pool, client, user, group };
}
