import { z } from "zod";
import { guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { respond } from "../../domain/authentication/respond.ts";
import { addressTold } from "../../domain/risk/address.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  ChallengeName,
  ChallengeResponses,
  ClientId,
  ClientMetadata,
  Session,
  UserContextData,
} from "../shapes/index.ts";
import { answerExceptions, signInExceptions } from "./sign-in-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const RespondToAuthChallenge = defineOperation({
  name: "RespondToAuthChallenge",
  auth: "client",
  input: z.object({
    ClientId,
    ChallengeName,
    Session: Session.optional(),
    ChallengeResponses: ChallengeResponses.optional(),
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    UserContextData: UserContextData.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [...signInExceptions, ...answerExceptions],

  async handle(input, caller, services) {
    const { client, pool } = caller;
    const { ChallengeName: challengeName, ChallengeResponses: answers = {}, Session: session } = input;
    const address = addressTold(caller, input.UserContextData, caller);
    const step = { pool, client, username: answers.USERNAME, answers: challengeName, address };
    return guardSignIn(services, step, () => respond(services, { pool, client, challengeName, answers, session }));
  },
});
