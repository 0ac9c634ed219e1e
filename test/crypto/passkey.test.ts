import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ceremony, readClientData, verifyAssertion, verifyRegistration } from "../../src/crypto/passkey.ts";
import { type Fault, softwareAuthenticator } from "../support/authenticator.ts";
import { type Cbor, cbor } from "../support/cbor.ts";

const origin = "https://app.example.com";
const options = { challenge: "Y2hhbGxlbmdl", rp: { id: "example.com" }, rpId: "example.com" };
const ceremony: Ceremony = {
  ...{ relyingPartyId: "example.com", origin, challenge: options.challenge, userVerification: "required" },
};

/** As `navigator.credentials` types it. */
const registrationOf = (made: object) => made as Parameters<typeof verifyRegistration>[0];
const assertionOf = (made: object) => made as Parameters<typeof verifyAssertion>[0];

async function register(authenticator: ReturnType<typeof softwareAuthenticator>, fault?: Fault) {
  return verifyRegistration(registrationOf(authenticator.create(options, origin, fault)), ceremony);
}

async function registeredKey(authenticator: ReturnType<typeof softwareAuthenticator>) {
  const made = await register(authenticator);
  if ("refused" in made) throw new Error(made.reason);
  return made.key;
}

describe("A passkey's registration", () => {
  it.each([-7, -257])("gives the key of an authenticator of algorithm %d", async (algorithm) => {
    const authenticator = softwareAuthenticator({ algorithm });
    expect(await register(authenticator)).toEqual({
      key: expect.objectContaining({ id: authenticator.id, counter: 1, publicKey: expect.any(String) }),
      aaguid: "00000000-0000-0000-0000-000000000000",
    });
  });

  it("refuses an algorithm that Cognito does not take", async () => {
    expect(await register(softwareAuthenticator({ algorithm: -8 }))).toMatchObject({ refused: "algorithm" });
  });

  it("refuses the passkey of another relying party", async () => {
    const made = await register(softwareAuthenticator(), { relyingPartyId: "evil.example" });
    expect(made).toMatchObject({ refused: "relying party" });
  });

  it.each([
    ["another challenge", { challenge: "b3RoZXI" }],
    ["an assertion's type", { type: "webauthn.get" }],
  ] satisfies [string, Fault][])("refuses %s", async (_name, fault) => {
    expect(await register(softwareAuthenticator(), fault)).toMatchObject({ refused: "invalid" });
  });

  it("wants the user verified where that is required, and not where it is preferred", async () => {
    const made = softwareAuthenticator({ userVerified: false }).create(options, origin);
    expect(await verifyRegistration(registrationOf(made), ceremony)).toMatchObject({ refused: "invalid" });
    const preferred = { ...ceremony, userVerification: "preferred" } as const;
    expect(await verifyRegistration(registrationOf(made), preferred)).toHaveProperty("key");
  });

  it("looks at no attestation: a stranger's certificate is not followed", async () => {
    const attStmt = new Map<string, Cbor>([
      ["alg", -7],
      ["sig", Buffer.from("no signature")],
    ]);
    expect(await register(softwareAuthenticator(), { attestation: { fmt: "packed", attStmt } })).toHaveProperty("key");
  });

  it.each([
    ["no CBOR", Buffer.from("no CBOR")],
    ["nothing", Buffer.alloc(0)],
    ["a map of nothing", cbor(new Map())],
    ["authenticator data that is too short", cbor(new Map([["authData", Buffer.alloc(10)]]))],
    ["an array of four billion", Buffer.from("9affffffff00", "hex")],
    ["ten thousand arrays in one another", Buffer.alloc(10_000, 0x81)],
  ])("refuses %s", async (_name, bytes) => {
    const made = softwareAuthenticator().create(options, origin);
    const response = { ...made.response, attestationObject: bytes.toString("base64url") };
    expect(await verifyRegistration(registrationOf({ ...made, response }), ceremony)).toMatchObject({
      refused: expect.stringMatching(/^(invalid|algorithm)$/),
    });
  });
});

describe("What a hostile client sends", () => {
  /** A few bytes of `whole` are others, or it ends early. */
  const spoiled = (whole: Buffer) =>
    fc
      .record({
        changes: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        length: fc.oneof(fc.constant(whole.length), fc.nat(whole.length - 1)),
      })
      .map(({ changes, length }) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes.writeUInt8(byte, at);
        return bytes.subarray(0, length);
      });

  it("for an attestation is refused or registers a key, and never breaks the service", async () => {
    const made = softwareAuthenticator().create(options, origin);
    const whole = Buffer.from(made.response.attestationObject, "base64url");
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoiled(whole), anything), async (bytes) => {
        const response = { ...made.response, attestationObject: bytes.toString("base64url") };
        const verdict = await verifyRegistration(registrationOf({ ...made, response }), ceremony);
        expect("refused" in verdict || "key" in verdict).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("for an assertion is refused when a byte of it is another", async () => {
    const authenticator = softwareAuthenticator({ counts: false });
    const key = await registeredKey(authenticator);
    const made = authenticator.get(options, origin);
    const whole = Buffer.from(made.response.authenticatorData, "base64url");
    await fc.assert(
      fc.asyncProperty(spoiled(whole), async (bytes) => {
        fc.pre(!bytes.equals(whole));
        const response = { ...made.response, authenticatorData: bytes.toString("base64url") };
        expect(await verifyAssertion(assertionOf({ ...made, response }), key, ceremony)).toHaveProperty("refused");
      }),
      { numRuns: 300 },
    );
  });
});

describe("A passkey's assertion", () => {
  it.each([-7, -257])("is taken from the authenticator of algorithm %d that has the key", async (algorithm) => {
    const authenticator = softwareAuthenticator({ algorithm });
    const key = await registeredKey(authenticator);
    const assertion = assertionOf(authenticator.get(options, origin));
    expect(await verifyAssertion(assertion, key, ceremony)).toEqual({ counter: 2, userVerified: true });
  });

  it("is refused from another authenticator", async () => {
    const key = await registeredKey(softwareAuthenticator());
    const assertion = { ...softwareAuthenticator().get(options, origin), id: key.id, rawId: key.id };
    const used = { ...key, counter: 0 };
    expect(await verifyAssertion(assertionOf(assertion), used, ceremony)).toEqual({
      refused: "invalid",
      reason: "the signature is wrong",
    });
  });

  it.each([
    ["another challenge", { challenge: "b3RoZXI" }],
    ["a registration's type", { type: "webauthn.create" }],
    ["another relying party", { relyingPartyId: "evil.example" }],
    ["a count that went back", { counter: 1 }],
    ["a signature of nothing", { signature: "AAAA" }],
  ] satisfies [string, Fault][])("is refused with %s", async (_name, fault) => {
    const authenticator = softwareAuthenticator();
    const key = await registeredKey(authenticator);
    const assertion = assertionOf(authenticator.get(options, origin, fault));
    expect(await verifyAssertion(assertion, key, ceremony)).toHaveProperty("refused");
  });

  it("is taken again and again from an authenticator that does not count", async () => {
    const authenticator = softwareAuthenticator({ counts: false });
    const key = await registeredKey(authenticator);
    for (let time = 0; time < 2; time++) {
      const assertion = assertionOf(authenticator.get(options, origin));
      expect(await verifyAssertion(assertion, key, ceremony)).toMatchObject({ counter: 0 });
    }
  });
});

describe("What a client says in a credential", () => {
  const write = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("is read", () => {
    const said = { type: "webauthn.get", challenge: "abc", origin };
    expect(readClientData(write({ ...said, crossOrigin: false }))).toEqual(said);
  });

  it.each([
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["null", write(null)],
    ["an origin that is no text", write({ type: "webauthn.get", challenge: "abc", origin: [origin] })],
    ["nothing", ""],
  ])("is not taken from %s", (_name, text) => {
    expect(readClientData(text)).toBeUndefined();
  });
});
