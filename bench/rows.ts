import type { DatabaseKind } from "./databases.ts";
import { type FloorName, floors } from "./floors.ts";
import type { Measured } from "./load/measure.ts";
import type { ScenarioName } from "./load/scenarios/index.ts";
import { type Check, wholeNumber } from "./table.ts";

/** What a measurement is held against. */
export interface Circumstances {
  readonly database: DatabaseKind;
  readonly users: number;
  readonly floor?: FloorName;
  /** Of the row's floor, measured just before, per second. */
  readonly floorRate?: number;
  /** The same row at 100 users. */
  readonly atHundred?: Measured;
}

type Judge = (measured: Measured, circumstances: Circumstances) => Check | undefined;

export interface Row {
  readonly name: string;
  readonly title: string;
  readonly scenario: ScenarioName;
  readonly lanes: number;
  /** With fewer users than this there is nothing to measure. */
  readonly leastUsers: number;
  /** What of the machine limits it. */
  readonly floor?: FloorName;
  /** It is measured cold, because what it works with can be used only once. */
  readonly once?: true;
  readonly judges: readonly Judge[];
}

export const mostUsers = 100_000;

const ofFloor =
  (atLeast?: Readonly<Record<DatabaseKind, number>>): Judge =>
  ({ rate }, { floor, floorRate, database }) => {
    if (floor === undefined || floorRate === undefined) return undefined;
    const ratio = rate / floorRate;
    const target = atLeast?.[database];
    const value = `${ratio.toFixed(2)} of ${wholeNumber(floorRate)} ${floors[floor]}`;
    return target === undefined ? { value } : { value, target: `≥ ${target.toFixed(2)}`, met: ratio >= target };
  };

const perSecond =
  (atLeast: number): Judge =>
  ({ rate }) => ({ value: `${wholeNumber(rate)}/s`, target: `≥ ${atLeast}/s`, met: rate >= atLeast });

const medianUnder =
  (milliseconds: number, fromUsers = 0): Judge =>
  ({ p50 }, { users }) => ({
    value: `p50 ${p50.toFixed(2)} ms`,
    ...(users >= fromUsers && { target: `< ${milliseconds} ms`, met: p50 < milliseconds }),
  });

const asAtHundred =
  (atLeast: number): Judge =>
  ({ rate }, { users, atHundred }) => {
    if (!atHundred || users <= 100) return undefined;
    const ratio = rate / atHundred.rate;
    const value = `${ratio.toFixed(2)} of 100 users`;
    return users < mostUsers ? { value } : { value, target: `≥ ${atLeast.toFixed(2)}`, met: ratio >= atLeast };
  };

const ofTwoSignatures = ofFloor({ sqlite: 0.5, postgres: 0.4 });
const lanes = 16;

/** What is measured under load, in this order: what adds users and pools comes last. */
export const loadRows = [
  {
    name: "sign-in",
    title: "sign-in, password seen before",
    scenario: "signInAgain",
    floor: "twoSignatures",
    judges: [ofTwoSignatures, asAtHundred(0.9)],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "refresh",
    title: "refresh",
    scenario: "refresh",
    floor: "twoSignatures",
    judges: [ofTwoSignatures],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "srp",
    title: "SRP sign-in",
    scenario: "srp",
    floor: "twoSignatures",
    judges: [perSecond(150), ofFloor()],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "client-credentials",
    title: "client_credentials",
    scenario: "clientCredentials",
    floor: "oneSignature",
    judges: [ofFloor({ sqlite: 0.5, postgres: 0.4 })],
    ...{ lanes, leastUsers: 0 },
  },
  {
    name: "code-flow",
    title: "code flow: 4 requests, signed in anew",
    scenario: "codeFlow",
    floor: "twoSignatures",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "user-info",
    title: "userInfo",
    scenario: "userInfo",
    floor: "emptyHandler",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "jwks",
    title: "JWKS",
    scenario: "jwks",
    floor: "emptyHandler",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 0 },
  },
  {
    name: "sign-in-once",
    title: "sign-in, each user once",
    scenario: "signInOnce",
    floor: "argon2",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 1000, once: true },
  },
  {
    name: "list-users",
    title: "ListUsers by email, one caller",
    scenario: "listByEmail",
    judges: [medianUnder(2, mostUsers)],
    ...{ lanes: 1, leastUsers: 100 },
  },
  {
    name: "list-users-16",
    title: "ListUsers by email",
    scenario: "listByEmail",
    floor: "emptyHandler",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "create-user",
    title: "AdminCreateUser",
    scenario: "createUser",
    floor: "argon2",
    judges: [ofFloor(), asAtHundred(0.9)],
    ...{ lanes, leastUsers: 0 },
  },
  {
    name: "create-pool",
    title: "CreateUserPool, 50 in a row",
    scenario: "createPool",
    judges: [medianUnder(10)],
    ...{ lanes: 1, leastUsers: 0, once: true },
  },
] as const satisfies readonly Row[];

const addsUnder =
  (milliseconds: number) =>
  (measured: Measured, alone?: Measured): Check | undefined => {
    if (!alone) return undefined;
    const added = measured.p50 - alone.p50;
    return { value: `adds ${added.toFixed(2)} ms`, target: `< ${milliseconds} ms`, met: added < milliseconds };
  };

/** Sign-in by one caller, without and with a function in it, at 100 users. */
export const triggerRows = [
  { name: "sign-in-alone", title: "sign-in, one caller", scenario: "signInAgain", judge: undefined },
  {
    name: "typescript",
    title: "… and a trigger in TypeScript",
    scenario: "signInThroughTypeScript",
    judge: addsUnder(1),
  },
  { name: "python", title: "… and a trigger in Python", scenario: "signInThroughPython", judge: addsUnder(2) },
  { name: "after-edit", title: "… after an edit of TypeScript", scenario: "signInAfterEdit", judge: addsUnder(150) },
] as const satisfies readonly {
  readonly name: string;
  readonly title: string;
  readonly scenario: ScenarioName;
  readonly judge: ReturnType<typeof addsUnder> | undefined;
}[];

export type TriggerRowName = (typeof triggerRows)[number]["name"];

export type RowName = (typeof loadRows)[number]["name"] | TriggerRowName | "start" | "memory";

export const rowNames: readonly RowName[] = [
  "start",
  ...loadRows.map(({ name }) => name),
  "memory",
  ...triggerRows.map(({ name }) => name),
];
