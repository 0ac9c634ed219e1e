import * as z from "zod";
import {
  CustomEmailLambdaVersionConfig,
  CustomSMSLambdaVersionConfig,
  InboundFederationLambda,
  LambdaConfig,
  PreTokenGenerationVersionConfig,
} from "../operations/shapes/index.ts";
import { Arn } from "../operations/shapes/primitive.ts";
import { FunctionName } from "./declared-functions.ts";
import type { Path } from "./file/index.ts";

const isName = (given: string): boolean => FunctionName.safeParse(given).success;

/** In a file a function's name will do where the API takes its ARN. */
const Named = z.string().refine((given) => isName(given) || Arn.safeParse(given).success, {
  error: "must be the name of a function, or its ARN",
});
const named = Named.optional();

/** The functions that a declared pool calls. */
export const declaredTriggers = LambdaConfig.extend({
  PreSignUp: named,
  CustomMessage: named,
  PostConfirmation: named,
  PreAuthentication: named,
  PostAuthentication: named,
  DefineAuthChallenge: named,
  CreateAuthChallenge: named,
  VerifyAuthChallengeResponse: named,
  PreTokenGeneration: named,
  UserMigration: named,
  PreTokenGenerationConfig: PreTokenGenerationVersionConfig.extend({ LambdaArn: Named }).optional(),
  CustomSMSSender: CustomSMSLambdaVersionConfig.extend({ LambdaArn: Named }).optional(),
  CustomEmailSender: CustomEmailLambdaVersionConfig.extend({ LambdaArn: Named }).optional(),
  InboundFederation: InboundFederationLambda.extend({ LambdaArn: Named }).optional(),
});

type Triggers = z.output<typeof declaredTriggers>;

/** A function that a pool calls by its name, and where it says so. */
export interface NamedFunction {
  readonly name: string;
  readonly path: Path;
}

/** The functions that are called by their names. */
export function namedFunctions({ KMSKeyID, ...triggers }: Triggers = {}): NamedFunction[] {
  return Object.entries(triggers).flatMap(([member, trigger]): NamedFunction[] => {
    const path = ["LambdaConfig", member];
    if (typeof trigger === "string") return isName(trigger) ? [{ name: trigger, path }] : [];
    return trigger && isName(trigger.LambdaArn) ? [{ name: trigger.LambdaArn, path: [...path, "LambdaArn"] }] : [];
  });
}

/** As the API has them: with the ARN that a function of this name has in a region and an account. */
export function withArns(
  { KMSKeyID, ...triggers }: Triggers,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): Triggers {
  const arnOf = (given: string) => (isName(given) ? `arn:aws:lambda:${region}:${accountId}:function:${given}` : given);
  const members = Object.entries(triggers).flatMap(([member, trigger]) => {
    if (trigger === undefined) return [];
    if (typeof trigger === "string") return [[member, arnOf(trigger)]];
    return [[member, { ...trigger, LambdaArn: arnOf(trigger.LambdaArn) }]];
  });
  return { ...Object.fromEntries(members), ...(KMSKeyID !== undefined && { KMSKeyID }) };
}
