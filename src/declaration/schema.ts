import * as z from "zod";
import { machineClock } from "../clock.ts";
import { machineRandom } from "../random.ts";
import type { Complain } from "./attempt.ts";
import { checkDeclaration, checkPool } from "./check.ts";
import { type Declaration, type DeclaredPool, declaredPool, listOf } from "./declared.ts";
import { checkApis, declaredApis, inAnyCase, noApis, type PlanApis, planDeclared } from "./declared-apis.ts";
import { declaredFunctions } from "./declared-functions.ts";
import { namedFunctions, withArns } from "./declared-triggers.ts";
import { readDeclaration } from "./file/index.ts";
import { type Place, regionOf } from "./place.ts";

/**
 * Declarations of a service that stands at `place`. Every mistake is found that creating the pools would run into; what
 * `plan` makes of the APIs that stand there, it says itself.
 */
export function declarationSchema(place: Place, plan: PlanApis = noApis): z.ZodType<Declaration> {
  const { region, accountId, localUrls } = place;
  // Pools are built to be checked, and thrown away.
  const building = { accountId, localUrls, clock: machineClock(), random: machineRandom };
  const pool = declaredPool
    .transform((declared): DeclaredPool => {
      const { Id, LambdaConfig } = declared;
      const Region = regionOf(Id) ?? region;
      const triggers = LambdaConfig && withArns(LambdaConfig, { region: Region, accountId });
      return { ...declared, Region, LambdaConfig: triggers, NamedFunctions: namedFunctions(LambdaConfig) };
    })
    .superRefine((declared, context) => checkPool(building, declared, complaining(context)));
  return z
    .object({ functions: declaredFunctions, userPools: listOf(pool), apis: declaredApis })
    .superRefine((declared, context) => checkDeclaration(declared, complaining(context)))
    .superRefine((declared, context) => checkApis(declared, { place, plan, context }), inAnyCase)
    .transform((declared, context) => ({ ...declared, apis: planDeclared(declared, { place, plan, context }) }));
}

/** The declaration in the YAML `text` of `file`. Rejects with DeclarationError. */
export async function readDeclarationFile(text: string, file: string, place: Place): Promise<Declaration> {
  const { planApis } = await import("../gateway/declared/index.ts");
  return readDeclaration(text, file, declarationSchema(place, planApis));
}

const complaining =
  (context: z.core.$RefinementCtx): Complain =>
  (path, message) =>
    context.addIssue({ code: "custom", path: [...path], message });
