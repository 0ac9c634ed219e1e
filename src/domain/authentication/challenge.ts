import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import type { User } from "../user/user.ts";
import type { SignIn, SignInState } from "./sign-in.ts";

/** ChallengeResponses: those that the challenge needs are there, any other may be. */
export type Answers<Needed extends string = never> = Readonly<Partial<Record<string, string>>> &
  Readonly<Record<Needed, string>>;

/** A question as it is put to the client. */
export interface Posed {
  readonly parameters: Record<string, string>;
  /** What the service needs to judge the answer; it travels sealed in the session. */
  readonly data: Buffer;
  /** What the client may choose among, where it may. */
  readonly available?: ChallengeNameType[];
  /** Sends what belongs to the question, after the step that led to it is stored: one of many equal answers sends it. */
  send?(): Promise<void>;
}

/** What a right answer leads to. */
export interface Accepted {
  readonly state: SignInState;
  /** What the answer changes about the user: pure, stored together with the fact that the session was used. */
  readonly change?: (user: User) => User;
  /** What it changes beside the user, in the same transaction: awaits calls of the stores alone. */
  write?(stores: Pick<Stores, "passkeys">): Promise<void>;
}

/** One kind of question. It never says what comes after it: that is for `nextStep` alone. */
export interface Challenge<Needed extends string = string> {
  readonly name: ChallengeNameType;
  /** Wrong answers after which the session is of no more use. */
  readonly tries: number;
  /** Plain SRP carries its state in a parameter and brings it back in an answer; all others in Session. */
  readonly sessionIn?: { readonly parameter: string; readonly answer: string };
  /** Its session is used up by an answer before that is judged: whoever judges it sees one answer alone. */
  readonly usedBeforeJudged?: true;
  /** The ChallengeResponses that there must be, beside USERNAME. */
  readonly needs: readonly Needed[];
  /** Must this question be asked now? */
  applies(state: SignInState): boolean;
  pose(services: Services, state: SignInState): Promise<Posed>;
  /**
   * Judges an answer. Throws what the caller is told: a `wrongAnswer` counts as one of the tries, other exceptions
   * (a new password that is too weak) do not.
   */
  accept(services: Services, state: SignInState, signIn: SignIn, answers: Answers<Needed>): Promise<Accepted>;
}

/** A challenge, whose answers have the types that it needs. */
export const defineChallenge = <const Needed extends string>(challenge: Challenge<Needed>): Challenge => challenge;
