import { createHmac, createSecretKey } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import { sameText } from "./constant-time.ts";

/**
 * Remembers for a short while which password was right for a stored hash, so that the same sign-in need not be paid for
 * again. It holds no password and no plain hash of one, but an HMAC under a key that never leaves the process.
 */
export interface PasswordMemory {
  /** Whether this very password was found right for this hash, lately. False says nothing. */
  recalls(storedHash: string, password: string): boolean;
  /** To be called only with the right password. */
  remember(storedHash: string, password: string): void;
}

export interface PasswordMemoryOptions {
  /** How many hashes it holds; the one that was not used for longest gives way. */
  capacity: number;
  /** How long a password is remembered after it was last verified in full, in milliseconds of the machine's clock. */
  life: number;
  clock: Pick<Clock, "machineNow">;
  random: Random;
}

/** A memory for one process. A new password has a new stored hash, so the old one is never recalled for it. */
export function createPasswordMemory({ capacity, life, clock, random }: PasswordMemoryOptions): PasswordMemory {
  const key = createSecretKey(random.bytes(32));
  /** In the order of use, the oldest first. */
  const entries = new Map<string, { mac: string; until: number }>();

  // Of both, so that two people's equal passwords do not look equal in here either.
  const macOf = (storedHash: string, password: string) =>
    createHmac("sha256", key)
      .update(JSON.stringify([storedHash, password]))
      .digest("base64");

  return {
    recalls(storedHash, password) {
      const entry = entries.get(storedHash);
      if (!entry) return false;
      entries.delete(storedHash);
      if (entry.until <= clock.machineNow().getTime()) return false;
      entries.set(storedHash, entry);
      return sameText(entry.mac, macOf(storedHash, password));
    },

    remember(storedHash, password) {
      entries.delete(storedHash);
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= capacity) entries.delete(oldest);
      entries.set(storedHash, { mac: macOf(storedHash, password), until: clock.machineNow().getTime() + life });
    },
  };
}
