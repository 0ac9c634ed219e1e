import { createHmac, hash, hkdfSync } from "node:crypto";
import { integerOf, signedBytesOf } from "../../src/crypto/integer-bytes.ts";
import { modularExponentiation, modulus } from "../../src/crypto/modular-exponentiation.ts";
import { machineRandom } from "../../src/random.ts";

/** What the service says in PASSWORD_VERIFIER. */
export interface SrpChallenge {
  readonly SALT: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
  readonly USER_ID_FOR_SRP: string;
}

const g = 2n;
const sha256 = (...parts: Buffer[]) => hash("sha256", Buffer.concat(parts), "buffer");
const k = integerOf(sha256(signedBytesOf(modulus), signedBytesOf(g)));
const integerOfHex = (hex: string) => BigInt(`0x${hex}`);

/**
 * The client's side of Cognito's SRP-6a (RFC 5054 §2.6 with SHA-256), reckoned by OpenSSL as the service does: clients in
 * JavaScript take so long over it that a bench with one of them measures the client. Names are RFC 5054's.
 */
export function srpClient(groupName: string) {
  const a = integerOf(machineRandom.bytes(32));
  const A = modularExponentiation(g, a);
  return {
    SRP_A: A.toString(16),

    /** The ChallengeResponses that prove the password. */
    answer(
      { SALT, SRP_B, SECRET_BLOCK, USER_ID_FOR_SRP: userId }: SrpChallenge,
      password: string,
    ): Record<string, string> {
      const B = integerOfHex(SRP_B);
      const u = sha256(signedBytesOf(A), signedBytesOf(B));
      const inner = sha256(Buffer.from(`${groupName}${userId}:${password}`));
      const x = integerOf(sha256(signedBytesOf(integerOfHex(SALT)), inner));
      const base = (((B - k * modularExponentiation(g, x)) % modulus) + modulus) % modulus;
      const S = modularExponentiation(base, a + integerOf(u) * x);
      const key = hkdfSync("sha256", signedBytesOf(S), signedBytesOf(integerOf(u)), "Caldera Derived Key", 16);
      const timestamp = timestampOf(new Date());
      const signature = createHmac("sha256", Buffer.from(key))
        .update(`${groupName}${userId}`)
        .update(SECRET_BLOCK, "base64")
        .update(timestamp)
        .digest("base64");
      return {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP: timestamp,
      };
    },
  };
}

/** `Tue Nov 3 08:09:05 UTC 2026`. */
function timestampOf(at: Date): string {
  const [weekday, day, month, year, time] = at.toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
