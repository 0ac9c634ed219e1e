import { z } from "zod";
import { guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { respond } from "../../domain/authentication/respond.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  ChallengeName,
  ChallengeResponses,
  ClientId,
  ClientMetadata,
  ContextData,
  Session,
  UserPoolId,
} from "../shapes/index.ts";
import { answerExceptions, signInExceptions } from "./sign-in-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const AdminRespondToAuthChallenge = defineOperation({
  name: "AdminRespondToAuthChallenge",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ClientId,
    ChallengeName,
    ChallengeResponses: ChallengeResponses.optional(),
    Session: Session.optional(),
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    ContextData: ContextData.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [...signInExceptions, ...answerExceptions],

  async handle(input, { pool, address: connected }, services) {
    const { ChallengeName: challengeName, ChallengeResponses: answers = {}, Session: session } = input;
    const { client } = await findClientOf(services, pool, input.ClientId);
    const address = input.ContextData?.IpAddress ?? connected;
    const step = { pool, client, username: answers.USERNAME, answers: challengeName, address };
    return guardSignIn(services, step, () => respond(services, { pool, client, challengeName, answers, session }));
  },
});
