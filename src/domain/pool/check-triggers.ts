import type { LambdaConfigType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { arnRegion } from "../arn.ts";
import type { WantedPool } from "./wanted-pool.ts";

/** Throws InvalidParameterException. */
export function checkTriggers({ input: { LambdaConfig = {} }, region }: WantedPool): void {
  const { PreTokenGeneration, PreTokenGenerationConfig, CustomSMSSender, CustomEmailSender, KMSKeyID } = LambdaConfig;
  if (functionArns(LambdaConfig).some((arn) => arnRegion(arn) !== region)) {
    fail("InvalidParameterException", "Cross-region lambda functions are not supported");
  }
  if ((CustomSMSSender || CustomEmailSender) && !KMSKeyID) {
    fail("InvalidParameterException", "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.");
  }
  if (KMSKeyID && arnRegion(KMSKeyID) !== region) {
    fail(
      "InvalidParameterException",
      `Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ${arnRegion(KMSKeyID)}`,
    );
  }
  if (PreTokenGeneration && PreTokenGenerationConfig && PreTokenGenerationConfig.LambdaArn !== PreTokenGeneration) {
    fail(
      "InvalidParameterException",
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    );
  }
}

/** The functions named: most members are an ARN, some hold one beside a version. */
export function functionArns({ KMSKeyID, ...triggers }: LambdaConfigType): string[] {
  return Object.values(triggers).flatMap((trigger) => {
    const arn = typeof trigger === "string" ? trigger : trigger?.LambdaArn;
    return arn ? [arn] : [];
  });
}
