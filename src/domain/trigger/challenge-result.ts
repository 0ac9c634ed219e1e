/** One step of a custom sign-in that is done, as its functions are told of it. */
export interface ChallengeResult {
  /** SRP_A, PASSWORD_VERIFIER, CUSTOM_CHALLENGE, or a second factor's or device's. */
  readonly challengeName: string;
  readonly challengeResult: boolean;
  /** What CreateAuthChallenge called its challenge. */
  readonly challengeMetadata: string | null;
}
