import { describe, expect, it, vi } from "vitest";
import { machineClock } from "../../src/clock.ts";
import { createSealer } from "../../src/crypto/seal.ts";
import { generateSigningKey } from "../../src/crypto/signing-key.ts";
import { design } from "../../src/declaration/design.ts";
import { applyDeclaration } from "../../src/declaration/index.ts";
import { machineRandom } from "../../src/random.ts";
import { openDatabase } from "../../src/store/index.ts";
import { declare, keptLog } from "./declare.ts";

const users = [
  { Username: "ada@example.com", Password: "Passw0rd!" },
  { Username: "bob@example.com", TemporaryPassword: "Passw0rd!" },
];
const declaredPool = () =>
  declare({ Id: "local_a", PoolName: "a", UsernameAttributes: ["email"], Users: users }).userPools[0]!;

function servicesWith(secret: string) {
  let hashes = 0;
  const hash = vi.fn(async () => `hash ${++hashes}`);
  const passwords = { hash, verify: async () => false, verifyNothing: async () => {} };
  const sealer = createSealer(secret, machineRandom);
  return {
    random: machineRandom,
    clock: machineClock(),
    accountId: "123456789012",
    localUrls: "taken" as const,
    passwords,
    sealer,
  };
}

describe("A declaration that is applied again", () => {
  it("hashes nothing, and makes no instance read its pools anew", async () => {
    const services = servicesWith("secret");
    const database = await openDatabase({ kind: "memory" }, services);
    const keyReserve = { take: () => generateSigningKey(machineRandom), warm: () => undefined, stop: () => undefined };
    const apply = () =>
      applyDeclaration(
        { ...services, database, keyReserve, log: keptLog() },
        { apis: { apis: [], unhonoured: [] }, functions: {}, userPools: [declaredPool()] },
      );
    await apply();
    const { epoch } = database.state.current;
    await apply();
    expect(services.passwords.hash).toHaveBeenCalledTimes(2);
    expect((await database.state.refresh()).epoch).toBe(epoch);
    await database.close();
  });
});

describe("The design of a declared pool", () => {
  it("hashes each password once, however often it is drawn", async () => {
    const services = servicesWith("secret");
    const pool = declaredPool();
    const first = await design(services, pool);
    const later = new Date("2030-01-01");
    const second = await design({ ...services, clock: { ...services.clock, now: () => later } }, pool);
    expect(services.passwords.hash).toHaveBeenCalledTimes(2);
    const passwordsOf = ({ members }: typeof first) => members.map(({ user }) => user.credentials.password);
    expect(passwordsOf(second)).toEqual(passwordsOf(first).map((record) => ({ ...record, changedAt: later })));
    expect(passwordsOf(first)[0]?.verifier).not.toBe(passwordsOf(first)[1]?.verifier);
  });

  it("gives people without a declared sub one that stays, and that only the service's secret leads to", async () => {
    const subsWith = async (secret: string) =>
      (await design(servicesWith(secret), declaredPool())).members.map(({ user }) => user.sub);
    const subs = await subsWith("secret");
    expect(new Set(subs).size).toBe(2);
    expect(subs[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await subsWith("secret")).toEqual(subs);
    expect(await subsWith("another secret")).not.toEqual(subs);
  });
});
