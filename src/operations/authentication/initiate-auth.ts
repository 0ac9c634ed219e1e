import { z } from "zod";
import { initiate } from "../../domain/authentication/initiate.ts";
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

  async handle({ AuthFlow: flow, AuthParameters: parameters = {} }, { client, pool }, services) {
    return initiate(services, "public", flow, { pool, client, parameters });
  },
});
