import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

/**
 * The mathematics of passkeys (Web Authentication Level 3): what a browser's credential proves. Loaded with the first
 * passkey, because the library is larger than the rest of the service's start. Binary values are base64url text.
 */

/** COSE's ES256 and RS256 (RFC 9053), which Cognito takes. */
export const passkeyAlgorithms = [-7, -257] as const;

/** What a browser says of its own part in a credential; nothing of it is proven yet. */
export interface ClientData {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
}

/** A key pair that stays with its authenticator, as a relying party knows it. */
export interface PasskeyKey {
  readonly id: string;
  /** COSE_Key. */
  readonly publicKey: string;
  /** How often it was used, as the authenticator counts; 0 for ever where it does not. */
  readonly counter: number;
}

/** What both ceremonies are held to. `origin` is the one that the client named, when it is allowed. */
export interface Ceremony {
  readonly relyingPartyId: string;
  readonly origin: string;
  readonly challenge: string;
  readonly userVerification: "required" | "preferred";
}

export interface Refused {
  readonly refused: "relying party" | "algorithm" | "invalid";
  readonly reason: string;
}

/** The library, and what its own libraries for X.509 need to be there first. */
async function simpleWebAuthn() {
  await import("reflect-metadata");
  return import("@simplewebauthn/server");
}

/** What `clientDataJSON` holds. Undefined for what no client writes. */
export function readClientData(clientDataJSON: string): ClientData | undefined {
  try {
    const { type, challenge, origin } = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString());
    return [type, challenge, origin].every((member) => typeof member === "string")
      ? { type, challenge, origin }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Registration (section 7.1). No attestation is asked for, so that a statement which comes all the same is replaced by
 * none, as a client would (section 5.1.3): to verify a stranger's certificates would mean to fetch what they name.
 */
export async function verifyRegistration(
  response: RegistrationResponseJSON,
  { relyingPartyId, origin, challenge, userVerification }: Ceremony,
): Promise<{ key: PasskeyKey; aaguid: string } | Refused> {
  const { verifyRegistrationResponse } = await simpleWebAuthn();
  const { decodeAttestationObject, decodeCredentialPublicKey, isoCBOR, parseAuthenticatorData, cose } = await import(
    "@simplewebauthn/server/helpers"
  );
  try {
    const authData = decodeAttestationObject(bytesOf(response.response.attestationObject)).get("authData");
    const { credentialPublicKey } = parseAuthenticatorData(authData);
    const algorithm = credentialPublicKey && decodeCredentialPublicKey(credentialPublicKey).get(cose.COSEKEYS.alg);
    if (!(passkeyAlgorithms as readonly unknown[]).includes(algorithm)) {
      return { refused: "algorithm", reason: `the key's algorithm is ${algorithm}` };
    }
    const bare = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    const attestationObject = textOf(isoCBOR.encode(bare as Parameters<typeof isoCBOR.encode>[0]));
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, response: { ...response.response, attestationObject } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: userVerification === "required",
      supportedAlgorithmIDs: [...passkeyAlgorithms],
    });
    if (!verified) return { refused: "invalid", reason: "the credential does not verify" };
    const { credential, aaguid } = registrationInfo;
    if (credential.id !== response.id) return { refused: "invalid", reason: "the authenticator names another id" };
    return { key: { ...credential, publicKey: textOf(credential.publicKey) }, aaguid };
  } catch (error) {
    return refusal(error);
  }
}

/** Authentication (section 7.2): gives the authenticator's new count, and whether it verified its user. */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  key: PasskeyKey,
  { relyingPartyId, origin, challenge, userVerification }: Ceremony,
): Promise<{ counter: number; userVerified: boolean } | Refused> {
  const { verifyAuthenticationResponse } = await simpleWebAuthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      credential: { id: key.id, publicKey: bytesOf(key.publicKey), counter: key.counter },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: userVerification === "required",
    });
    if (!verified) return { refused: "invalid", reason: "the signature is wrong" };
    return { counter: authenticationInfo.newCounter, userVerified: authenticationInfo.userVerified };
  } catch (error) {
    return refusal(error);
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64url"));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** The library throws a plain Error for whatever is wrong with what a client sent. */
function refusal(error: unknown): Refused {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { refused: name === "UnexpectedRPIDHash" ? "relying party" : "invalid", reason: message };
}
