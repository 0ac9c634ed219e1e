/**
 * The triggers of a pool: at which moments its own functions are run, what they are sent and what they may answer. Each has
 * its file, which says what the rules make of the answer; `run-trigger.ts` has Cognito's rules of patience and failure.
 * How a function is run is no business of this folder: `functions.ts` is the port to it.
 */
import { createAuthChallenge } from "./create-auth-challenge.ts";
import { customMessage } from "./custom-message.ts";
import { customEmailSender, customSmsSender } from "./custom-sender.ts";
import { defineAuthChallenge } from "./define-auth-challenge.ts";
import { inboundFederation } from "./inbound-federation.ts";
import { postAuthentication } from "./post-authentication.ts";
import { postConfirmation } from "./post-confirmation.ts";
import { preAuthentication } from "./pre-authentication.ts";
import { preSignUp } from "./pre-sign-up.ts";
import { preTokenGenerationV1, preTokenGenerationV2, preTokenGenerationV3 } from "./pre-token-generation.ts";
import { userMigration } from "./user-migration.ts";
import { verifyAuthChallengeResponse } from "./verify-auth-challenge-response.ts";

/** Every trigger; PreTokenGeneration stands there once for each version of its event. */
export const triggers = [
  preSignUp,
  postConfirmation,
  preAuthentication,
  postAuthentication,
  preTokenGenerationV1,
  preTokenGenerationV2,
  preTokenGenerationV3,
  userMigration,
  defineAuthChallenge,
  createAuthChallenge,
  verifyAuthChallengeResponse,
  customMessage,
  customEmailSender,
  customSmsSender,
  inboundFederation,
] as const;
