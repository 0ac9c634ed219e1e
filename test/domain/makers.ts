import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Clock } from "../../src/clock.ts";
import type { SigningKeyPair } from "../../src/crypto/signing-key.ts";
import { newPool } from "../../src/domain/pool/new-pool.ts";
import type { Pool } from "../../src/domain/pool/pool.ts";
import { machineRandom } from "../../src/random.ts";

/** When everything in these tests happens. */
export const now = new Date("2026-11-23T12:00:00.250Z");

const clock: Clock = { now: () => now, machineNow: () => now, of: () => clock };

/** RSA plays no part in these rules, so the keys are empty. */
async function take(): Promise<SigningKeyPair> {
  const kid = machineRandom.bytes(32).toString("base64");
  const publicJwk = { alg: "RS256", e: "AQAB", kid, kty: "RSA", n: "", use: "sig" } as const;
  return { kid, publicJwk, privateKey: Buffer.alloc(0) };
}

/** What the rules that make and change pools, clients and groups need. */
export const services = {
  clock,
  random: machineRandom,
  accountId: "123456789012",
  keyReserve: { take, warm: () => undefined, stop: () => undefined },
};

/** A pool of us-east-1. */
export async function makePool(input: Partial<CreateUserPoolRequest> = {}): Promise<Pool> {
  const { pool } = await newPool(services, { region: "us-east-1", input: { PoolName: "people", ...input } });
  return pool;
}
