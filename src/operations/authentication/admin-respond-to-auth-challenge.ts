import * as z from "zod";
import { eventIdOfTokens, guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { contextOf } from "../../domain/authentication/call-context.ts";
import { inTokens } from "../../domain/authentication/in-tokens.ts";
import { answerOf } from "../../domain/authentication/outcome.ts";
import { respond } from "../../domain/authentication/respond.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { originOfBackend } from "../../domain/token/origin.ts";
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

  async handle(input, { pool, origin: connection }, services) {
    const { ChallengeName: challengeName, ChallengeResponses: answers = {}, Session: session } = input;
    const { client } = await findClientOf(services, pool, input.ClientId);
    const origin = originOfBackend(connection, input.ContextData);
    const context = contextOf(
      "developer",
      { clientMetadata: input.ClientMetadata },
      input.ContextData,
      origin,
      connection,
    );
    const { USERNAME: username, PASSWORD: password } = answers;
    const step = { pool, client, username, password, answers: challengeName, address: origin.ipAddress };
    const answer = { pool, client, challengeName, answers, session, context };
    return answerOf(await guardSignIn(services, step, () => respond(services, answer, inTokens), eventIdOfTokens));
  },
});
