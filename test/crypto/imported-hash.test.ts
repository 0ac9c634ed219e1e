import { pbkdf2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isImportable, verifyHash } from "../../src/crypto/imported-hash.ts";

/** As Django stores one. */
const django = (password: string) =>
  `pbkdf2_sha256$1000$saltsalt$${pbkdf2Sync(password, "saltsalt", 1000, 32, "sha256").toString("base64")}`;

/** Hashes that other systems show in their documentation, and of what. */
const known = [
  ["BCRYPT", "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", "abc123xyz"],
  [
    "PBKDF2_SHA256",
    "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
    "toomanysecrets",
  ],
  ["PBKDF2_SHA256", django("Passw0rd!"), "Passw0rd!"],
  ["SCRYPT", "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E", "password"],
  ["ARGON2ID", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"],
] as const;

describe("A hash that another system made", () => {
  it.each(known)("by %s is verified: %s", async (algorithm, hash, password) => {
    expect(isImportable(algorithm, hash)).toBe(true);
    expect(await verifyHash(hash, password)).toBe(true);
    expect(await verifyHash(hash, `${password}x`)).toBe(false);
  });

  it("by bcrypt holds nobody else up while it is verified", async () => {
    const [[, hash]] = known;
    await verifyHash(hash, "the thread has started then");
    const before = performance.eventLoopUtilization();
    await Promise.all(["one", "two"].map((guess) => verifyHash(hash, guess)));
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  it("is not taken for one of another algorithm", () => {
    for (const [algorithm, hash] of known) {
      for (const [other] of known) expect(isImportable(other, hash)).toBe(other === algorithm);
    }
  });

  it.each([
    ["BCRYPT", "$2b$31$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"],
    ["ARGON2ID", "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"],
    ["SCRYPT", "$scrypt$ln=18,r=16,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["SCRYPT", "$scrypt$ln=30,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["PBKDF2_SHA256", "$pbkdf2-sha256$4000000000$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHUk3kbrUrvUEXOPimVSQDD44"],
    ["BCRYPT", "password"],
    ["SCRYPT", ""],
  ] as const)("is refused where a sign-in could not bear its cost, or it is none: %s %s", (algorithm, hash) => {
    expect(isImportable(algorithm, hash)).toBe(false);
  });
});
