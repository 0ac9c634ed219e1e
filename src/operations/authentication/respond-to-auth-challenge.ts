import * as z from "zod";
import { contextOfApp } from "../../domain/authentication/call-context.ts";
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
import { answerChallenge } from "./step.ts";

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

  async handle(input, { client, pool, origin }, services) {
    const metadata = { clientMetadata: input.ClientMetadata };
    const context = contextOfApp(client, origin, input.UserContextData, metadata);
    return answerChallenge(services, { pool, client, context }, input);
  },
});
