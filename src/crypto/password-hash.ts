import { hash } from "argon2";
import type { Random } from "../random.ts";
import { verifyHash } from "./imported-hash.ts";
import type { PasswordMemory } from "./password-memory.ts";
import { turnstile } from "./turnstile.ts";

/** What one argon2id hash costs: memory in KiB, passes over it, lanes. */
export interface PasswordHashSettings {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/**
 * `owasp` is for people's passwords (26 ms): https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 * `light` is for a developer's own machine and for CI (2 ms), and would not withstand a thief of the database.
 */
export const passwordHashSettings = {
  light: { memoryCost: 4096, timeCost: 1, parallelism: 1 },
  owasp: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
} as const satisfies Record<string, PasswordHashSettings>;

export interface PasswordHasher {
  /** An argon2id hash in PHC string format, with a salt of its own. */
  hash(password: string): Promise<string>;
  /** Whether `password` is the one that `storedHash` was made of, whichever settings it was made with, here or elsewhere. */
  verify(storedHash: string, password: string): Promise<boolean>;
  /** Takes as long as `verify`, for a user who does not exist: an attacker with a stopwatch shall not learn that. */
  verifyNothing(password: string): Promise<void>;
}

export interface PasswordHasherOptions {
  settings: PasswordHashSettings;
  random: Random;
  /** Without one, each verification costs an argon2. */
  memory?: PasswordMemory | undefined;
  /**
   * How many argon2 run at once; 3 when left out. The thread pool has 4 threads for all that there is to do, and one
   * argon2 holds a thread for as long as 50 signatures: a crowd at the door must not take them all.
   */
  concurrency?: number | undefined;
}

/** Hashing of passwords, on the thread pool. */
export function createPasswordHasher({
  settings,
  random,
  memory,
  concurrency = 3,
}: PasswordHasherOptions): PasswordHasher {
  const inTurn = turnstile(concurrency);

  const hashPassword = (password: string) => inTurn(() => hash(password, { ...settings, salt: random.bytes(16) }));

  return {
    hash: hashPassword,

    async verify(storedHash, password) {
      if (memory?.recalls(storedHash, password)) return true;
      const right = await inTurn(() => verifyHash(storedHash, password));
      if (right) memory?.remember(storedHash, password);
      return right;
    },

    async verifyNothing(password) {
      await hashPassword(password);
    },
  };
}
