import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import type { KeyReserve } from "../../src/crypto/key-reserve.ts";
import { generateSigningKey, type SigningKeyPair } from "../../src/crypto/signing-key.ts";
import { machineRandom } from "../../src/random.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Key pairs for the pools of this run's tests, their private halves in base64. */
    signingKeys: (Omit<SigningKeyPair, "privateKey"> & { readonly privateKey: string })[];
  }
}

/** Tests make thousands of pools. Two that stand in one test, or in one file, are made within fewer than this of each other. */
const enough = 100;

/** vitest's globalSetup: makes the keys once for this run, where each pool would have the processor make two. */
export async function setup({ provide }: TestProject): Promise<void> {
  const pairs = await Promise.all(Array.from({ length: enough }, () => generateSigningKey(machineRandom)));
  provide(
    "signingKeys",
    pairs.map((pair) => ({ ...pair, privateKey: pair.privateKey.toString("base64") })),
  );
}

let taken = 0;

/** Hands the keys of this run out in turn, each time under an id of its own. */
export const keysOfThisRun: KeyReserve<SigningKeyPair> = {
  async take() {
    const keys = inject("signingKeys");
    const { publicJwk, privateKey } = keys[taken++ % keys.length]!;
    const kid = machineRandom.bytes(32).toString("base64");
    return { kid, publicJwk: { ...publicJwk, kid }, privateKey: Buffer.from(privateKey, "base64") };
  },
  warm: () => undefined,
  stop: () => undefined,
};
