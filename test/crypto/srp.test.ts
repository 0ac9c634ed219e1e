import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../../src/crypto/integer-bytes.ts";
import { modulus } from "../../src/crypto/modular-exponentiation.ts";
import { challenge, createVerifier, expectedSignature, SrpError, saltHex } from "../../src/crypto/srp.ts";
import { stableBytes } from "../../src/crypto/stable-bytes.ts";
import { machineRandom as random } from "../../src/random.ts";
import { cognitoClient } from "./cognito-client.ts";

const groupName = "Poolhouse";
const userId = "7f1c9c4e-6f0b-4f0e-9d0a-3a5f3f1d2c11";
const timestamp = "Sun Nov 3 04:05:06 UTC 2024";
const client = cognitoClient(groupName);

interface Attempt {
  groupName: string;
  userId: string;
  verifier: Buffer;
  salt: Buffer;
}

/** Both sides of one sign-in: the signature that the server expects and the one that AWS's client makes. */
async function signIn(peer: typeof client, password: string, { groupName, userId, verifier, salt }: Attempt) {
  const secretBlock = randomBytes(300);
  const { B, state } = challenge({ verifier, A: peer.A, random });
  const key = await peer.passwordKey({ userId, password, B, salt: saltHex(salt) });
  const sent = createHmac("sha256", key).update(groupName).update(userId).update(secretBlock).update(timestamp);
  return {
    sent: sent.digest(),
    expected: expectedSignature({ state, verifier, groupName, userId, secretBlock, timestamp }),
  };
}

describe("SRP against AWS's own client", () => {
  const salts = {
    "random bytes": randomBytes(16),
    "its top bit set": Buffer.from("ff0102030405060708090a0b0c0d0e0f", "hex"),
    "a leading zero digit": Buffer.from("070102030405060708090a0b0c0d0e0f", "hex"),
    "a leading zero byte": Buffer.from("007f02030405060708090a0b0c0d0e0f", "hex"),
    "leading zero bytes before a top bit": Buffer.from("0000ff030405060708090a0b0c0d0e0f", "hex"),
  };

  it.each(Object.entries(salts))("agrees on the signature with a salt of %s", async (_kind, salt) => {
    const password = randomBytes(12).toString("base64");
    const verifier = createVerifier({ groupName, userId, password, salt });
    const { sent, expected } = await signIn(client, password, { groupName, userId, verifier, salt });
    expect(sent).toEqual(expected);
  });

  it.each(["", "P@ss:word with spaces ", "pässwörd-密码-🔑", "x".repeat(256)])(
    "agrees on the password %j",
    async (password) => {
      const salt = randomBytes(16);
      const verifier = createVerifier({ groupName, userId, password, salt });
      const { sent, expected } = await signIn(client, password, { groupName, userId, verifier, salt });
      expect(sent).toEqual(expected);
    },
  );

  it("agrees for other pools and users", async () => {
    for (const [pool, user] of [
      ["AbCdEfGhI", "alice"],
      ["x", "ünï@example.com"],
    ] as const) {
      const identity = { groupName: pool, userId: user, salt: randomBytes(16) };
      const verifier = createVerifier({ ...identity, password: "Passw0rd!" });
      const { sent, expected } = await signIn(cognitoClient(pool), "Passw0rd!", { ...identity, verifier });
      expect(sent).toEqual(expected);
    }
  });

  it("makes the verifier that the client makes for a device, and signs in with the device's own", async () => {
    const device = { groupName: "-Xt9Qkp1a", userId: "us-east-1_2d1c9c4e-6f0b-4f0e-9d0a-3a5f3f1d2c11" };
    const peer = cognitoClient(device.groupName);
    const { password, salt, verifier } = await peer.confirmDevice(device.userId);
    const ours = createVerifier({ ...device, password, salt });
    expect(BigInt(`0x${ours.toString("hex")}`)).toBe(BigInt(`0x${verifier.toString("hex")}`));
    const { sent, expected } = await signIn(peer, password, { ...device, verifier, salt });
    expect(sent).toEqual(expected);
  });

  it("disagrees on a wrong password, a password of another user, another salt and another pool", async () => {
    const right = { groupName, userId, password: "Passw0rd!", salt: randomBytes(16) };
    for (const wrong of [
      { ...right, password: "Passw0rd?" },
      { ...right, userId: "somebody else" },
      { ...right, salt: randomBytes(16) },
      { ...right, groupName: "AnotherPool" },
    ]) {
      const { sent, expected } = await signIn(client, right.password, { ...right, verifier: createVerifier(wrong) });
      expect(sent).not.toEqual(expected);
    }
  });
});

describe("SRP challenge", () => {
  const verifier = createVerifier({ groupName, userId, password: "Passw0rd!", salt: randomBytes(16) });
  const hex = (integer: bigint) => integer.toString(16);

  it.each([
    ["0", "0"],
    ["zeros", "0".repeat(768)],
    ["N", hex(modulus)],
    ["N in capitals with a sign byte", `00${hex(modulus).toUpperCase()}`],
    ["2 N", hex(modulus * 2n)],
    ["256 N", hex(modulus * 256n)],
  ])("refuses %s as A, with which any password would do", (_name, A) => {
    expect(() => challenge({ verifier, A, random })).toThrow(new SrpError("A is 0 modulo N."));
  });

  it.each(["", " ", "-1", "+1", "0x10", "1_0", "10 ", "10\n", "g", "1.0", "1e2n", "٣", "１"])(
    "refuses %j as A",
    (A) => {
      expect(() => challenge({ verifier, A, random })).toThrow(SrpError);
    },
  );

  it("refuses an A that is longer than any of the group, at once", () => {
    expect(() => challenge({ verifier, A: "1".repeat(771), random })).toThrow(SrpError);
    expect(() => challenge({ verifier, A: "1".repeat(10_000_000), random })).toThrow(SrpError);
  });

  it.each([1n, modulus - 1n, modulus - 2n, modulus + 2n])("takes the odd but harmless A %d", (A) => {
    const { B, state } = challenge({ verifier, A: hex(A), random });
    expect(B).toMatch(/^[1-9a-f][0-9a-f]*$/);
    expect(state.A).toEqual(bytesOf(A % modulus, 384));
    expect([state.b.length, state.u.length]).toEqual([32, 32]);
  });

  it("draws another B each time", () => {
    const Bs = Array.from({ length: 10 }, () => challenge({ verifier, A: client.A, random }).B);
    expect(new Set(Bs).size).toBe(10);
  });

  it.each([0n, 1n, modulus - 1n, modulus, modulus + 1n])("refuses the verifier %d, whose powers anyone knows", (v) => {
    const degenerate = bytesOf(v, 385);
    expect(() => challenge({ verifier: degenerate, A: client.A, random })).toThrow(SrpError);
    const { state } = challenge({ verifier, A: client.A, random });
    const input = { state, verifier: degenerate, groupName, userId, secretBlock: Buffer.alloc(1), timestamp };
    expect(() => expectedSignature(input)).toThrow(SrpError);
  });

  it("answers for a user who does not exist as for any other", () => {
    const imaginary = stableBytes(createSecretKey(randomBytes(32)), "verifier:alice", 383);
    const { B, state } = challenge({ verifier: imaginary, A: client.A, random });
    expect(B).toMatch(/^[1-9a-f][0-9a-f]*$/);
    const input = { state, verifier: imaginary, groupName, userId, secretBlock: Buffer.alloc(1), timestamp };
    expect(expectedSignature(input)).toHaveLength(32);
  });
});
