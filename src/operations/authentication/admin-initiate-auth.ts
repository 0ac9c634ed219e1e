import * as z from "zod";
import { eventIdOfTokens, guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { contextOf } from "../../domain/authentication/call-context.ts";
import { initiate } from "../../domain/authentication/initiate.ts";
import { answerOf } from "../../domain/authentication/outcome.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
import { originOfBackend } from "../../domain/token/origin.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  AuthFlow,
  AuthParameters,
  ClientId,
  ClientMetadata,
  ContextData,
  Session,
  UserPoolId,
} from "../shapes/index.ts";
import { signInExceptions } from "./sign-in-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const AdminInitiateAuth = defineOperation({
  name: "AdminInitiateAuth",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ClientId,
    AuthFlow,
    AuthParameters: AuthParameters.optional(),
    ClientMetadata: ClientMetadata.optional(),
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    ContextData: ContextData.optional(),
    Session: Session.optional(),
  }),
  errors: [...signInExceptions, "UnsupportedOperationException"],

  async handle(input, { pool, origin: connection }, services) {
    const { AuthParameters: parameters = {}, Session: session } = input;
    const { client } = await findClientOf(services, pool, input.ClientId);
    const origin = originOfBackend(connection, input.ContextData);
    const context = contextOf(
      "developer",
      { validationData: input.ClientMetadata },
      input.ContextData,
      origin,
      connection,
    );
    const { USERNAME: username, PASSWORD: password } = parameters;
    const step = { pool, client, username, password, address: origin.ipAddress };
    const attempt = { pool, client, parameters, session, context };
    return answerOf(
      await guardSignIn(services, step, () => initiate(services, input.AuthFlow, attempt), eventIdOfTokens),
    );
  },
});
