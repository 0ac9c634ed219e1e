import { functionArns } from "../pool/check-triggers.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";

/** Names in the log the functions that a pool is to call and that are not there: each call of them will fail. */
export function warnOfMissingFunctions(
  { functions, log }: Pick<Services, "functions" | "log">,
  { id, settings }: Pool,
): void {
  const missing = new Set(functionArns(settings.LambdaConfig ?? {}).filter((arn) => !functions.has(arn)));
  if (missing.size === 0) return;
  log.warn(
    { userPoolId: id },
    `triggers that will fail, as functions in poolhouse.yaml has none of them: ${[...missing].join(", ")}`,
  );
}
