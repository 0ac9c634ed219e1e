import * as z from "zod";
import { machineClock } from "../clock.ts";
import type { Services } from "../domain/services.ts";
import { machineRandom } from "../random.ts";
import type { Complain } from "./attempt.ts";
import { checkDeclaration, checkPool } from "./check.ts";
import { type Declaration, type DeclaredPool, declaredPool, listOf } from "./declared.ts";
import { declaredFunctions } from "./declared-functions.ts";
import { namedFunctions, withArns } from "./declared-triggers.ts";
import { readDeclaration } from "./file/index.ts";

/** Where the service stands: what an id or a role does not say is judged by it. */
export interface Place extends Pick<Services, "accountId" | "localUrls"> {
  readonly region: string;
}

/** Declarations of a service that stands at `place`. Every mistake is found that creating the pools would run into. */
export function declarationSchema({ region, accountId, localUrls }: Place): z.ZodType<Declaration> {
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
    .object({ functions: declaredFunctions, userPools: listOf(pool) })
    .superRefine((declaration, context) => checkDeclaration(declaration, complaining(context)));
}

/** The declaration in the YAML `text` of `file`. Rejects with DeclarationError. */
export const readDeclarationFile = (text: string, file: string, place: Place): Promise<Declaration> =>
  readDeclaration(text, file, declarationSchema(place));

/** `eu-west-1` of `eu-west-1_Poolhouse`. Other emulators' ids, such as `local_6DPnXyZ`, name no region. */
const regionOf = (poolId: string): string | undefined => /^([a-z]+(?:-[a-z]+)+-\d+)_/.exec(poolId)?.[1];

const complaining =
  (context: z.core.$RefinementCtx): Complain =>
  (path, message) =>
    context.addIssue({ code: "custom", path: [...path], message });
