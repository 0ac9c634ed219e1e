import { z } from "zod";
import { guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { initiate } from "../../domain/authentication/initiate.ts";
import { addressTold } from "../../domain/risk/address.ts";
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

  async handle({ AuthFlow: flow, AuthParameters: parameters = {}, UserContextData: told }, caller, services) {
    const { client, pool } = caller;
    const { USERNAME: username, PASSWORD: password } = parameters;
    const step = { pool, client, username, password, address: addressTold(caller, told, caller) };
    return guardSignIn(services, step, () => initiate(services, "public", flow, { pool, client, parameters }));
  },
});
