import * as z from "zod";
import { contextOfBackend } from "../../domain/authentication/call-context.ts";
import { findClientOf } from "../../domain/client/find-client.ts";
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
import { beginSignIn } from "./step.ts";

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

  async handle(input, { pool, origin }, services) {
    const { client } = await findClientOf(services, pool, input.ClientId);
    const context = contextOfBackend(origin, input.ContextData, { validationData: input.ClientMetadata });
    return beginSignIn(services, { pool, client, context }, input);
  },
});
