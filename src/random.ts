import { randomBytes, randomInt, randomUUID } from "node:crypto";

/** Chance, injected: the only place that asks the machine for it. All of it is cryptographically strong. */
export interface Random {
  bytes(length: number): Buffer;
  uuid(): string;
  /** An integer from 0 to below `bound`. */
  integer(bound: number): number;
}

export const machineRandom: Random = {
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUID(),
  integer: (bound) => randomInt(bound),
};

/** `length` characters drawn evenly from `alphabet`. */
export function randomString(random: Random, length: number, alphabet: string): string {
  let text = "";
  for (let position = 0; position < length; position++) text += alphabet[random.integer(alphabet.length)];
  return text;
}

/** A code of `length` decimal digits. */
export const randomDigits = (random: Random, length: number): string => randomString(random, length, "0123456789");
