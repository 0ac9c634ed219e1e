import * as z from "zod";
import { oneOf } from "./constraints.ts";
import { Arn } from "./primitive.ts";

export const PreTokenGenerationVersionConfig = z.object({
  LambdaVersion: oneOf("V1_0", "V2_0", "V3_0"),
  LambdaArn: Arn,
});

export const CustomSMSLambdaVersionConfig = z.object({ LambdaVersion: oneOf("V1_0"), LambdaArn: Arn });

export const CustomEmailLambdaVersionConfig = z.object({ LambdaVersion: oneOf("V1_0"), LambdaArn: Arn });

export const InboundFederationLambda = z.object({ LambdaVersion: oneOf("V1_0"), LambdaArn: Arn });

/** The functions that a pool calls. */
export const LambdaConfig = z.object({
  PreSignUp: Arn.optional(),
  CustomMessage: Arn.optional(),
  PostConfirmation: Arn.optional(),
  PreAuthentication: Arn.optional(),
  PostAuthentication: Arn.optional(),
  DefineAuthChallenge: Arn.optional(),
  CreateAuthChallenge: Arn.optional(),
  VerifyAuthChallengeResponse: Arn.optional(),
  PreTokenGeneration: Arn.optional(),
  UserMigration: Arn.optional(),
  PreTokenGenerationConfig: PreTokenGenerationVersionConfig.optional(),
  CustomSMSSender: CustomSMSLambdaVersionConfig.optional(),
  CustomEmailSender: CustomEmailLambdaVersionConfig.optional(),
  KMSKeyID: Arn.optional(),
  InboundFederation: InboundFederationLambda.optional(),
});
