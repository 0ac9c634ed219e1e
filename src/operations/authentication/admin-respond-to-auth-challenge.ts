import * as z from "zod";
import { contextOfBackend } from "../../domain/authentication/call-context.ts";
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
import { answerChallenge } from "./step.ts";

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

  async handle(input, { pool, origin }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    const context = contextOfBackend(origin, input.ContextData, { clientMetadata: input.ClientMetadata });
    return answerChallenge(services, { pool, client, context }, input);
  },
});
