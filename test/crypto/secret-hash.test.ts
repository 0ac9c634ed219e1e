import { describe, expect, it } from "vitest";
import { secretHash, secretHashMatches } from "../../src/crypto/secret-hash.ts";

const username = "alice";
const clientId = "1example23456789";

describe("SECRET_HASH", () => {
  it("is what openssl makes of it", () => {
    // printf alice1example23456789 | openssl dgst -sha256 -hmac "the secret" -binary | base64
    expect(secretHash({ secret: "the secret", username, clientId })).toBe(
      "H7V1IFFdyGVSlJlMOr++OPyPplscpAWDB2zSx1U+/NU=",
    );
  });

  it("matches either of a client's two secrets", () => {
    for (const secret of ["first", "second"]) {
      const hash = secretHash({ secret, username, clientId });
      expect(secretHashMatches(hash, { secrets: ["first", "second"], username, clientId })).toBe(true);
    }
  });

  it("does not match another secret, username or client, nor a hash in other form", () => {
    const hash = secretHash({ secret: "first", username, clientId });
    expect(secretHashMatches(hash, { secrets: [], username, clientId })).toBe(false);
    expect(secretHashMatches(hash, { secrets: ["other"], username, clientId })).toBe(false);
    expect(secretHashMatches(hash, { secrets: ["first"], username: "Alice", clientId })).toBe(false);
    expect(secretHashMatches(hash, { secrets: ["first"], username, clientId: "other" })).toBe(false);
    expect(secretHashMatches(hash.replace("=", ""), { secrets: ["first"], username, clientId })).toBe(false);
    expect(secretHashMatches("", { secrets: ["first"], username, clientId })).toBe(false);
  });
});
