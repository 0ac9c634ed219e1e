import type { AuthenticationResultType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Risk } from "../risk/risk.ts";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import type { SignedIn } from "./sign-in.ts";

/** The next question of a sign-in, in the form of InitiateAuth's answer. */
export interface Question {
  readonly ChallengeName: ChallengeNameType;
  readonly ChallengeParameters: Record<string, string>;
  readonly Session?: string;
  readonly AvailableChallenges?: ChallengeNameType[];
}

/**
 * How a step of a sign-in ends: in the next question, or in what its caller makes of a person who has signed in. `risk` is
 * that of the sign-in: at its end, and with the question of the step at which it was judged.
 */
export type Outcome<Result> = ({ readonly question: Question } | { readonly signedIn: Result }) & {
  readonly risk?: Risk;
};

/** What an ending may write to. */
export type EndingStores = Pick<Stores, "grants" | "devices" | "authorizationCodes" | "browserSessions">;

/**
 * What a caller of the machine makes of a person who has signed in: tokens for the API (`inTokens`), or whatever else.
 * `write` stores what belongs to it, in the transaction of the last step; it awaits calls of the stores alone. What waits
 * for threads, as signatures do, `result` may promise, so that both are done at once; nothing of it waits for `write`.
 */
export type Ending<Result> = (
  services: Services,
  signedIn: SignedIn,
) => Promise<{ readonly result: Result | Promise<Result>; write(stores: EndingStores): Promise<void> }>;

/** The form in which InitiateAuth and RespondToAuthChallenge answer. */
export const answerOf = (outcome: Outcome<AuthenticationResultType>) =>
  "question" in outcome ? outcome.question : { AuthenticationResult: outcome.signedIn, ChallengeParameters: {} };
