import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { SignIn, SignInState } from "./sign-in.ts";

export type Answers = Readonly<Record<string, string>>;

/** What a right answer leads to. */
export interface Accepted {
  readonly state: SignInState;
  /** What the answer changes about the user: pure, stored together with the fact that the session was used. */
  readonly change?: (user: User) => User;
}

/** One kind of question. It never says what comes after it: that is for `nextStep` alone. */
export interface Challenge {
  readonly name: ChallengeNameType;
  /** Wrong answers after which the session is of no more use. */
  readonly tries: number;
  /** Plain SRP carries its state in a parameter and brings it back in an answer; all others in Session. */
  readonly sessionIn?: { readonly parameter: string; readonly answer: string };
  /** Must this question be asked now? */
  applies(state: SignInState): boolean;
  /** What the client is told, and what the service needs to judge the answer. */
  pose(services: Services, state: SignInState): { parameters: Record<string, string>; data: Buffer };
  /**
   * Judges an answer. Throws what the caller is told: a `wrongAnswer` counts as one of the tries, other exceptions
   * (a new password that is too weak) do not.
   */
  accept(services: Services, state: SignInState, signIn: SignIn, answers: Answers): Promise<Accepted>;
}
