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

/** All that is secret about a user; sealed as one where it is kept. */
export interface Credentials {
  readonly password?: PasswordRecord;
  /** argon2id hashes of passwords before the present one, newest first. */
  readonly formerPasswords?: readonly string[];
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

export const isVerified = (user: Pick<User, "attributes">, contact: "email" | "phone_number"): boolean =>
  user.attributes[`${contact}_verified`] === "true";
