import { createPublicKey, createSign, generateKeyPairSync, verify } from "node:crypto";
import type { HttpConnection } from "../http-connection.ts";
import { cycle, type Scenario } from "../scenario.ts";

async function get(connection: HttpConnection, path: string, token: string): Promise<void> {
  const { status, body } = await connection.request("GET", path, `authorization: Bearer ${token}\r\n`);
  if (status !== 200) throw new Error(`${path} was answered ${status} ${body}`);
}

/** As many callers as an app has at once, each with a token that it sends again and again. */
const regulars = 100;

/** A route without a guard, with the same headers. */
export const gatewayOpen: Scenario = async ({ connections, target }) => {
  const next = cycle((target.tokens ?? []).slice(0, regulars));
  return (lane) => get(connections[lane]!, "/open", next());
};

/** The same behind a JWT authorizer that has seen the tokens before. */
export const gatewayKnown: Scenario = async ({ connections, target }) => {
  const next = cycle((target.tokens ?? []).slice(0, regulars));
  return (lane) => get(connections[lane]!, "/guarded", next());
};

/** The same, each with a token that it does not remember. */
export const gatewayNew: Scenario = async ({ connections, target }) => {
  const next = cycle(target.tokens ?? []);
  return (lane) => get(connections[lane]!, "/guarded", next());
};

/** One RS256 verification, as the gateway does it. */
export const verification: Scenario = async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const input = Buffer.from("x".repeat(600));
  const signature = createSign("RSA-SHA256").update(input).sign(privateKey);
  const key = createPublicKey(publicKey.export({ type: "spki", format: "pem" }));
  return async () => {
    if (!verify("RSA-SHA256", input, key, signature)) throw new Error("A good signature was refused.");
  };
};
