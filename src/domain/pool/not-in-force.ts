import type { Log } from "../services.ts";
import type { Pool, PoolSettings } from "./pool.ts";

/** Settings that this version keeps and shows, and does not act on yet: what each is called, and whether a pool has it. */
const waiting: Readonly<Record<string, (settings: PoolSettings) => boolean>> = {
  "adaptive authentication (no risk level is judged)": ({ UserPoolAddOns }) =>
    (UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") !== "OFF",
};

/** Names in the log what a pool asks for in vain, so that nobody takes it for done. */
export function warnOfWaiting({ log }: { log: Pick<Log, "warn"> }, { id, settings }: Pool): void {
  const names = Object.keys(waiting).filter((name) => waiting[name]?.(settings));
  if (names.length > 0) log.warn({ userPoolId: id }, `kept, but not in force in this version: ${names.join(", ")}`);
}
