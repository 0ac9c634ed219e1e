import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";

const units = [
  ["day", 24 * 60 * 60_000],
  ["hour", 60 * 60_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Names in the log what was set while an earlier process ran, which holds for every instance until it is undone. */
export function warnOfMoved({ database, log }: Pick<Services, "database" | "log">): void {
  const { clockOffsetMs, publicUrl } = database.state.current;
  if (clockOffsetMs !== 0) {
    const undo = 'PUT /_poolhouse/clock with {"reset":true} puts it back';
    log.warn({}, `the clock is ${distance(clockOffsetMs)}, as an earlier process was told; ${undo}`);
  }
  if (publicUrl !== undefined) {
    const undo = 'PUT /_poolhouse/public-url with {"publicUrl":null} undoes it';
    log.warn({}, `the public URL is ${publicUrl}, which an earlier process was told; ${undo}`);
  }
}

/** The same of a pool whose clock was moved alone. */
export function warnOfMovedPool({ log }: Pick<Services, "log">, { id: userPoolId, clockOffsetMs }: Pool): void {
  if (clockOffsetMs === undefined) return;
  const undo = `PUT /_poolhouse/clock?userPoolId=${userPoolId} with {"reset":true} puts it back`;
  log.warn(
    { userPoolId },
    `the pool's own clock is ${distance(clockOffsetMs)}, as an earlier process was told; ${undo}`,
  );
}

/** `2 days ahead`, `1.5 hours behind`, `0 seconds ahead`. */
function distance(offset: number): string {
  const size = Math.abs(offset);
  const [name, length] = units.find(([, length]) => size >= length) ?? ["second", 1_000];
  const count = Number((size / length).toFixed(1));
  return `${count} ${name}${count === 1 ? "" : "s"} ${offset < 0 ? "behind" : "ahead"}`;
}
