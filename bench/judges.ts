import type { DatabaseKind } from "./databases.ts";
import { type FloorName, floors } from "./floors.ts";
import type { Measured } from "./load/measure.ts";
import { type Check, wholeNumber } from "./table.ts";

/** A row as it was measured: with the rate of its floor, measured just before, per second. */
export interface Sighting extends Measured {
  readonly floorRate?: number;
}

/** What a measurement is held against. */
export interface Circumstances {
  readonly database: DatabaseKind;
  readonly users: number;
  readonly floor?: FloorName;
  /** The same row at 100 users. */
  readonly atHundred?: Sighting;
}

export type Judge = (measured: Sighting, circumstances: Circumstances) => Check | undefined;

export const mostUsers = 100_000;

export const ofFloor =
  (atLeast?: Readonly<Record<DatabaseKind, number>>): Judge =>
  ({ rate, floorRate }, { floor, database }) => {
    if (floor === undefined || floorRate === undefined) return undefined;
    const ratio = rate / floorRate;
    const target = atLeast?.[database];
    const value = `${ratio.toFixed(2)} of ${wholeNumber(floorRate)} ${floors[floor]}`;
    return target === undefined ? { value } : { value, target: `≥ ${target.toFixed(2)}`, met: ratio >= target };
  };

export const perSecond =
  (atLeast: number): Judge =>
  ({ rate }) => ({ value: `${wholeNumber(rate)}/s`, target: `≥ ${atLeast}/s`, met: rate >= atLeast });

export const medianUnder =
  (milliseconds: number, fromUsers = 0): Judge =>
  ({ p50 }, { users }) => ({
    value: `p50 ${p50.toFixed(2)} ms`,
    ...(users >= fromUsers && { target: `< ${milliseconds} ms`, met: p50 < milliseconds }),
  });

/**
 * The rate beside that at 100 users. Minutes lie between the two, in which the machine itself may have become another:
 * where the row has a floor, each is taken as a part of what that was at its time.
 */
export const asAtHundred =
  (atLeast: number): Judge =>
  ({ rate, floorRate = 1 }, { users, atHundred }) => {
    if (!atHundred || users <= 100) return undefined;
    const ratio = rate / floorRate / (atHundred.rate / (atHundred.floorRate ?? 1));
    const value = `${ratio.toFixed(2)} of 100 users`;
    return users < mostUsers ? { value } : { value, target: `≥ ${atLeast.toFixed(2)}`, met: ratio >= atLeast };
  };
