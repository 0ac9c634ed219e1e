import type { RiskDecisionType, RiskLevelType } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoError } from "../../errors.ts";

/** What was found of a sign-in, and what is done about it. It goes with the sign-in to its end. */
export interface Risk {
  /** The event under which the sign-in is recorded; its tokens will name it. */
  readonly eventId: string;
  /** Undefined where there is none. */
  readonly level: RiskLevelType | undefined;
  /** WATCH: nothing, for risks are only recorded. MFA: it takes a second factor, whatever it takes otherwise. */
  readonly response: "WATCH" | "PASS" | "MFA";
}

/** What was done about a risk (AWS: EventRiskType). */
export const decisionOn = ({ response }: Pick<Risk, "response">): RiskDecisionType =>
  response === "MFA" ? "AccountTakeover" : "NoRisk";

/** A sign-in that threat protection refuses, and at which risk. */
export class SignInBlocked extends CognitoError {
  readonly level: RiskLevelType;

  constructor(level: RiskLevelType, reason: string) {
    super("NotAuthorizedException", "Unable to login because of security reasons.", reason);
    this.level = level;
  }
}
