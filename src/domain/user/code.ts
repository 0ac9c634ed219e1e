/** What a code is for; a user has one of each purpose at a time, and a new one takes the old one's place. */
export type CodePurpose =
  | "sign-up"
  | "forgot-password"
  // Of a contact that is in force already, and of a new one that waits for its code to be.
  | `${"verify" | "update"}-${"email" | "phone_number"}`;

/** A code that was sent to someone. Only an HMAC of it is kept. */
export interface Code {
  readonly poolId: string;
  readonly sub: string;
  readonly purpose: CodePurpose;
  readonly digest: string;
  /** The contact it was sent to, which a right answer verifies, and its value then. */
  readonly attribute: "email" | "phone_number";
  readonly destination: string;
  readonly expiresAt: Date;
  /** How often it was tried, or those before it of the same hour. */
  readonly tries: number;
}
