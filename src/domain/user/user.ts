import type { MfaMethod } from "../pool/pool.ts";

/** Where a user stands between signing up and signing in (UserStatusType; ARCHIVED, COMPROMISED and UNKNOWN do not occur). */
export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER";

/**
 * What is kept of a password: an argon2id hash, and what SRP needs, since neither can be made from the other. Of one that
 * was imported the hash is another system's, and SRP leads nowhere until the password itself was seen.
 */
export interface PasswordRecord {
  readonly hash: string;
  /** SRP salt, 16 bytes in hex, and verifier (g^x mod N), in hex. */
  readonly salt: string;
  readonly verifier: string;
  readonly changedAt: Date;
  readonly imported?: true;
}

/** An authenticator app that the user has registered. */
export interface SoftwareToken {
  /** In base32. */
  readonly secret: string;
  readonly friendlyName?: string;
  /** Time steps whose codes were accepted, the latest last: none is a second time. */
  readonly usedSteps: readonly number[];
}

/** Which second factors the user has turned on. */
export interface MfaPreference {
  readonly enabled: readonly MfaMethod[];
  readonly preferred?: MfaMethod;
  /** Whether a passkey with user verification counts as both factors. */
  readonly passkey?: boolean;
}

/** All that is secret about a user; sealed as one where it is kept. */
export interface Credentials {
  readonly password?: PasswordRecord;
  /** argon2id hashes of passwords before the present one, newest first. */
  readonly formerPasswords?: readonly string[];
  readonly softwareToken?: SoftwareToken;
  /** The secret, in base32, of an app that has not proven yet that it knows it. */
  readonly pendingSoftwareToken?: string;
  readonly mfa?: MfaPreference;
}

/** A person in a pool. */
export interface User {
  readonly poolId: string;
  /** Never changes and is never used again. */
  readonly sub: string;
  /** Never changes; equals `sub` where people sign up with an e-mail address or phone number. */
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Values as text, by name; without `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** A user as lists show it, without what is secret. */
export type UserProfile = Omit<User, "credentials">;

/** What a flag says: it is kept as it was written, and SDKs for Python write True. */
export const isTrue = (flag: string | undefined): boolean => flag?.toLowerCase() === "true";

export const isVerified = (user: Pick<User, "attributes">, contact: "email" | "phone_number"): boolean =>
  isTrue(user.attributes[`${contact}_verified`]);
