import type { Random } from "../random.ts";
import { type KeyReserve, keyReserve } from "./key-reserve.ts";
import { generateSigningKey, type SigningKeyPair } from "./signing-key.ts";

/** Fifty pools in a row find enough of them ready; the pause in milliseconds leaves the processor to requests. */
const usualSize = 64;
const pause = 150;

/** The signing keys of pools to come. A service that lives for some seconds has better things to do than make many ahead. */
export const signingKeyReserve = (random: Random, size = usualSize): KeyReserve<SigningKeyPair> =>
  keyReserve(size, () => generateSigningKey(random), pause);
