import type { AuthenticationResultType, ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";

/** How a step of a sign-in ends: in tokens, or in the next question. The form is InitiateAuth's own answer. */
export type Outcome =
  | { readonly AuthenticationResult: AuthenticationResultType; readonly ChallengeParameters: Record<string, never> }
  | {
      readonly ChallengeName: ChallengeNameType;
      readonly ChallengeParameters: Record<string, string>;
      readonly Session?: string;
    };

export const inTokens = (AuthenticationResult: AuthenticationResultType): Outcome => ({
  AuthenticationResult,
  ChallengeParameters: {},
});
