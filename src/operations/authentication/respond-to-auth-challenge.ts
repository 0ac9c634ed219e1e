import * as z from "zod";
import { eventIdOfTokens, guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { contextOf } from "../../domain/authentication/call-context.ts";
import { inTokens } from "../../domain/authentication/in-tokens.ts";
import { answerOf } from "../../domain/authentication/outcome.ts";
import { respond } from "../../domain/authentication/respond.ts";
import { originOfApp } from "../../domain/token/origin.ts";
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

  async handle(input, { client, pool, origin: connection }, services) {
    const { ChallengeName: challengeName, ChallengeResponses: answers = {}, Session: session } = input;
    const origin = originOfApp(client, connection, input.UserContextData);
    const context = contextOf(
      "public",
      { clientMetadata: input.ClientMetadata },
      input.UserContextData,
      origin,
      connection,
    );
    const { USERNAME: username, PASSWORD: password } = answers;
    const step = { pool, client, username, password, answers: challengeName, address: origin.ipAddress };
    const answer = { pool, client, challengeName, answers, session, context };
    return answerOf(await guardSignIn(services, step, () => respond(services, answer, inTokens), eventIdOfTokens));
  },
});
