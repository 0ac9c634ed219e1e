import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { decideNext } from "../trigger/define-auth-challenge.ts";
import { occasionOf } from "./call-context.ts";
import type { SignInState } from "./sign-in.ts";

/**
 * A custom sign-in after the pool's function (DefineAuthChallenge) has decided what comes next: what to ask, or that the
 * person is signed in. Throws NotAuthorizedException where it ends the sign-in, and for nobody who would be signed in;
 * PasswordResetRequiredException for somebody whose password was taken out of force, before or meanwhile.
 */
export async function decide(services: Services, state: SignInState): Promise<SignInState> {
  const { history: session = [], srpA, proven, nobody, user } = state;
  if (user.status === "RESET_REQUIRED") fail("PasswordResetRequiredException");
  const decision = await decideNext(services, { person: state, session }, occasionOf(state));
  switch (decision) {
    case "fail":
      return fail("NotAuthorizedException", undefined, "DefineAuthChallenge ended the sign-in");
    case "issue-tokens":
      if (nobody) fail("NotAuthorizedException", undefined, "DefineAuthChallenge wants tokens for nobody");
      return { ...state, proven: [...proven, "custom"] };
    case "PASSWORD_VERIFIER":
      if (srpA === undefined || proven.includes("password")) {
        const reason = "DefineAuthChallenge wants the password, of which there is no SRP_A, or which was shown";
        fail("InvalidLambdaResponseException", "Unrecognizable lambda output", reason);
      }
      return { ...state, decided: decision };
    case "CUSTOM_CHALLENGE":
      return { ...state, decided: decision };
  }
}

/** In a custom sign-in the pool's functions are told of each right answer; of those to their own questions they know. */
export const withAnswer = <State extends SignInState>(state: State, challengeName: string): State =>
  state.history === undefined || challengeName === "CUSTOM_CHALLENGE"
    ? state
    : { ...state, history: [...state.history, { challengeName, challengeResult: true, challengeMetadata: null }] };
