import * as z from "zod";
import { contextOfApp } from "../../domain/authentication/call-context.ts";
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
import { beginSignIn } from "./step.ts";

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

  async handle(input, { client, pool, origin }, services) {
    const metadata = { validationData: input.ClientMetadata };
    const context = contextOfApp(client, origin, input.UserContextData, metadata);
    return beginSignIn(services, { pool, client, context }, input);
  },
});
