import { pbkdf2, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { verify as verifyArgon2 } from "argon2";
import { compareBcrypt } from "./bcrypt.ts";
import { sameBytes } from "./constant-time.ts";

/** Algorithms of hashes that other systems made, under the API's names. */
export type ImportedAlgorithm = "BCRYPT" | "SCRYPT" | "ARGON2ID" | "PBKDF2_SHA256";

interface Scheme {
  /** How its hashes look. */
  readonly form: RegExp;
  /** Are its costs such that one sign-in cannot take all of the machine? */
  isAffordable(costs: Readonly<Record<string, string | undefined>>): boolean;
  verify(hash: string, password: string, parts: Readonly<Record<string, string | undefined>>): Promise<boolean>;
}

const between = (value: string | undefined, least: number, most: number): boolean =>
  value !== undefined && Number(value) >= least && Number(value) <= most;

// Longer than a salt or a key ever is; base64 with or without padding, in any of its alphabets.
const bytes = "[A-Za-z0-9+/.=_-]{8,200}";

/** Of scrypt's 128 bytes: 256 MB, as much as argon2id may take. */
const mostBlocks = 2 ** 21;

/** Passlib writes a dot for a plus. */
const decoded = (text = ""): Buffer => Buffer.from(text.replaceAll(".", "+"), "base64");

const deriveScrypt: (password: string, salt: Buffer, length: number, options: object) => Promise<Buffer> =
  promisify(scrypt);
const derivePbkdf2 = promisify(pbkdf2);

const schemes: Readonly<Record<ImportedAlgorithm, Scheme>> = {
  // As every bcrypt writes it; crypt's own variants of base64.
  BCRYPT: {
    form: /^\$2[aby]\$(?<cost>[0-9]{2})\$[./A-Za-z0-9]{53}$/,
    isAffordable: ({ cost }) => between(cost, 4, 16),
    verify: (hash, password) => compareBcrypt(password, hash),
  },
  // PHC string format; libraries differ in the order of its parameters.
  ARGON2ID: {
    form: new RegExp(
      `^\\$argon2id\\$v=19\\$(?=[^$]*m=(?<memory>[0-9]+))(?=[^$]*t=(?<time>[0-9]+))(?=[^$]*p=(?<lanes>[0-9]+))[mtp=,0-9]{1,40}\\$${bytes}\\$${bytes}$`,
    ),
    isAffordable: ({ memory, time, lanes }) =>
      between(memory, 8, 262_144) && between(time, 1, 16) && between(lanes, 1, 16),
    verify: (hash, password) => verifyArgon2(hash, password),
  },
  // PHC string format, as passlib writes it too: ln is the logarithm of N.
  SCRYPT: {
    form: new RegExp(
      `^\\$scrypt\\$ln=(?<ln>[0-9]+),r=(?<r>[0-9]+),p=(?<p>[0-9]+)\\$(?<salt>${bytes})\\$(?<key>${bytes})$`,
    ),
    isAffordable: ({ ln, r, p }) =>
      between(ln, 1, 18) && between(r, 1, 16) && between(p, 1, 4) && 2 ** Number(ln) * Number(r) <= mostBlocks,
    async verify(_hash, password, { ln, r, p, salt, key }) {
      const expected = decoded(key);
      const options = { N: 2 ** Number(ln), r: Number(r), p: Number(p), maxmem: 512 * 1024 ** 2 };
      return sameBytes(expected, await deriveScrypt(password, decoded(salt), expected.length, options));
    },
  },
  // Passlib's and PHC's ($pbkdf2-sha256$29000$…, $pbkdf2-sha256$i=29000,l=32$…), and Django's, whose salt is text.
  PBKDF2_SHA256: {
    form: new RegExp(
      `^(?:\\$pbkdf2-sha256\\$(?:i=)?(?<rounds>[0-9]+)(?:,l=[0-9]+)?\\$(?<salt>${bytes})|pbkdf2_sha256\\$(?<djangoRounds>[0-9]+)\\$(?<text>[A-Za-z0-9]{1,100}))\\$(?<key>${bytes})$`,
    ),
    isAffordable: ({ rounds, djangoRounds }) => between(rounds ?? djangoRounds, 1, 5_000_000),
    async verify(_hash, password, { rounds, djangoRounds, salt, text, key }) {
      const expected = decoded(key);
      const saltBytes = text === undefined ? decoded(salt) : Buffer.from(text);
      const count = Number(rounds ?? djangoRounds);
      return sameBytes(expected, await derivePbkdf2(password, saltBytes, count, expected.length, "sha256"));
    },
  },
};

/** Is it a hash of this algorithm, in a form that is known here, and at a cost that a sign-in may have? */
export function isImportable(algorithm: ImportedAlgorithm, hash: string): boolean {
  const { form, isAffordable } = schemes[algorithm];
  const match = form.exec(hash);
  return match !== null && isAffordable(match.groups ?? {});
}

/**
 * Whether `password` is the one that a hash was made of, here or by another system. Rejects for a hash that is none of the
 * known ones.
 */
export async function verifyHash(hash: string, password: string): Promise<boolean> {
  for (const { form, verify } of Object.values(schemes)) {
    const match = form.exec(hash);
    if (match) return verify(hash, password, match.groups ?? {});
  }
  return verifyArgon2(hash, password);
}
