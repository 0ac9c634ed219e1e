import * as z from "zod";
import { eventIdOfTokens, guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { contextOf } from "../../domain/authentication/call-context.ts";
import { initiate } from "../../domain/authentication/initiate.ts";
import { answerOf } from "../../domain/authentication/outcome.ts";
import { originOfApp } from "../../domain/token/origin.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  AuthFlow,
  AuthParameters,
  ClientId,
  ClientMetadata,
  Session,
  UserContextData,
} from "../shapes/index.ts";
import { signInExceptions } from "./sign-in-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const InitiateAuth = defineOperation({
  name: "InitiateAuth",
  auth: "client",
  input: z.object({
    AuthFlow,
    AuthParameters: AuthParameters.optional(),
    ClientMetadata: ClientMetadata.optional(),
    ClientId,
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    UserContextData: UserContextData.optional(),
    Session: Session.optional(),
  }),
  errors: [...signInExceptions, "UnsupportedOperationException"],

  async handle(input, { client, pool, origin: connection }, services) {
    const { AuthParameters: parameters = {}, Session: session } = input;
    const origin = originOfApp(client, connection, input.UserContextData);
    const context = contextOf(
      "public",
      { validationData: input.ClientMetadata },
      input.UserContextData,
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
