import { hash as argon2 } from "argon2";
import { describe, expect, it, vi } from "vitest";
import { createPasswordHasher, passwordHashSettings } from "../../src/crypto/password-hash.ts";
import { createPasswordMemory } from "../../src/crypto/password-memory.ts";
import { machineRandom as random } from "../../src/random.ts";

vi.mock("argon2", { spy: true });
const { verify: argon2Verify } = await import("argon2");

const settings = passwordHashSettings.light;
const argon2Runs = () => vi.mocked(argon2).mock.calls.length + vi.mocked(argon2Verify).mock.calls.length;

/** How many argon2 `work` costs. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const before = argon2Runs();
  await work();
  return argon2Runs() - before;
}

function hasherWithMemory({ capacity = 10, life = 60_000 } = {}) {
  let now = 1_000_000;
  const clock = { machineNow: () => new Date(now) };
  const memory = createPasswordMemory({ capacity, life, clock, random });
  const passwords = createPasswordHasher({ settings, random, memory });
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { passwords, advance };
}

describe("password hash", () => {
  it.each(Object.entries(passwordHashSettings))("is argon2id with the settings of %s", async (_mode, settings) => {
    const passwords = createPasswordHasher({ settings, random });
    const hash = await passwords.hash("Passw0rd!");
    const { memoryCost, parallelism, timeCost } = settings;
    expect(hash).toMatch(new RegExp(`^\\$argon2id\\$v=19\\$m=${memoryCost},p=${parallelism},t=${timeCost}\\$`));
    expect(await passwords.verify(hash, "Passw0rd!")).toBe(true);
    expect(await passwords.verify(hash, "Passw0rd?")).toBe(false);
    expect(await passwords.verify(hash, "")).toBe(false);
  });

  it("is salted: the same password never gives the same hash", async () => {
    const passwords = createPasswordHasher({ settings, random });
    expect(await passwords.hash("Passw0rd!")).not.toBe(await passwords.hash("Passw0rd!"));
  });

  it("made by other settings, or by the reference implementation, is verified all the same", async () => {
    const passwords = createPasswordHasher({ settings, random });
    const owasp = await createPasswordHasher({ settings: passwordHashSettings.owasp, random }).hash("Passw0rd!");
    expect(await passwords.verify(owasp, "Passw0rd!")).toBe(true);
    // From the test vectors of github.com/P-H-C/phc-winner-argon2, src/test.c: argon2id, version 0x13, t=2, m=256 KiB.
    const reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    expect(await passwords.verify(reference, "password")).toBe(true);
    expect(await passwords.verify(reference, "differentpassword")).toBe(false);
  });

  it("costs as much for nobody as for somebody: one argon2 of the same settings", async () => {
    const { passwords } = hasherWithMemory();
    expect(await costOf(() => passwords.verifyNothing("Passw0rd!"))).toBe(1);
    expect(await costOf(() => passwords.verifyNothing("Passw0rd!"))).toBe(1);
    expect(vi.mocked(argon2).mock.lastCall?.[1]).toMatchObject(settings);
  });

  it("throws on a stored hash that is none, rather than to call the password wrong", async () => {
    const passwords = createPasswordHasher({ settings, random });
    await expect(passwords.verify("not a hash", "Passw0rd!")).rejects.toThrow();
  });

  it("goes on after a failure and with more callers than turns", async () => {
    const passwords = createPasswordHasher({ settings, random, concurrency: 1 });
    const hash = await passwords.hash("Passw0rd!");
    const attempts = [hash, "not a hash", hash, "nor this", hash].map((h) => passwords.verify(h, "Passw0rd!"));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
  });

  it("runs no more than its share at once", async () => {
    let running = 0;
    let most = 0;
    vi.mocked(argon2Verify).mockImplementation(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      return true;
    });
    const passwords = createPasswordHasher({ settings, random, concurrency: 3 });
    for (let wave = 0; wave < 3; wave++) {
      await Promise.all(Array.from({ length: 8 }, () => passwords.verify("hash", "Passw0rd!")));
    }
    vi.mocked(argon2Verify).mockRestore();
    expect(most).toBe(3);
  });
});

describe("password memory", () => {
  it("spares the argon2 of a right password, the second time", async () => {
    const { passwords } = hasherWithMemory();
    const hash = await passwords.hash("Passw0rd!");
    expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(1);
    expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(0);
    expect(await passwords.verify(hash, "Passw0rd!")).toBe(true);
  });

  it("never spares a wrong one, and forgets nothing over it", async () => {
    const { passwords } = hasherWithMemory();
    const hash = await passwords.hash("Passw0rd!");
    await passwords.verify(hash, "Passw0rd!");
    for (const wrong of ["Passw0rd?", "", "Passw0rd!\0", "Passw0rd?"]) {
      expect(await costOf(async () => expect(await passwords.verify(hash, wrong)).toBe(false))).toBe(1);
    }
    expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(0);
  });

  it("belongs to the stored hash: after a change of password the old one is wrong at once", async () => {
    const { passwords } = hasherWithMemory();
    const before = await passwords.hash("Old-passw0rd");
    await passwords.verify(before, "Old-passw0rd");
    const after = await passwords.hash("New-passw0rd");
    expect(await passwords.verify(after, "Old-passw0rd")).toBe(false);
    expect(await costOf(() => passwords.verify(after, "New-passw0rd"))).toBe(1);
  });

  it("lasts for its life, which a hit does not prolong", async () => {
    const { passwords, advance } = hasherWithMemory({ life: 60_000 });
    const hash = await passwords.hash("Passw0rd!");
    await passwords.verify(hash, "Passw0rd!");
    advance(59_999);
    expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(0);
    advance(1);
    expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(1);
    expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(0);
  });

  it("holds only so many, and lets go of the one that was not used for longest", async () => {
    const { passwords } = hasherWithMemory({ capacity: 2 });
    const [a, b, c] = await Promise.all(["a", "b", "c"].map((password) => passwords.hash(password)));
    await passwords.verify(a!, "a");
    await passwords.verify(b!, "b");
    await passwords.verify(a!, "a");
    await passwords.verify(c!, "c");
    expect(await costOf(() => passwords.verify(a!, "a"))).toBe(0);
    expect(await costOf(() => passwords.verify(c!, "c"))).toBe(0);
    expect(await costOf(() => passwords.verify(b!, "b"))).toBe(1);
  });

  it("lets nobody go for two sign-ins of the same person at once", async () => {
    const { passwords } = hasherWithMemory({ capacity: 2 });
    const [a, b] = await Promise.all(["a", "b"].map((password) => passwords.hash(password)));
    await passwords.verify(a!, "a");
    await Promise.all([passwords.verify(b!, "b"), passwords.verify(b!, "b")]);
    expect(await costOf(() => passwords.verify(a!, "a"))).toBe(0);
  });

  it("can be left out: then each verification costs an argon2", async () => {
    const passwords = createPasswordHasher({ settings, random });
    const hash = await passwords.hash("Passw0rd!");
    for (let time = 0; time < 3; time++) expect(await costOf(() => passwords.verify(hash, "Passw0rd!"))).toBe(1);
  });
});
