import type { Sighting } from "./judges.ts";
import type { ScenarioName } from "./load/scenarios/index.ts";
import type { Check } from "./table.ts";

const addsUnder =
  (milliseconds: number) =>
  (measured: Sighting, alone?: Sighting): Check | undefined => {
    if (!alone) return undefined;
    const added = measured.p50 - alone.p50;
    return { value: `adds ${added.toFixed(2)} ms`, target: `< ${milliseconds} ms`, met: added < milliseconds };
  };

/** Sign-in by one caller, without and with a function in it, at 100 users; and one that functions decide on. */
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
  { name: "custom-auth", title: "CUSTOM_AUTH with a question", scenario: "customAuth", judge: undefined },
] as const satisfies readonly {
  readonly name: string;
  readonly title: string;
  readonly scenario: ScenarioName;
  readonly judge: ReturnType<typeof addsUnder> | undefined;
}[];

export type TriggerRowName = (typeof triggerRows)[number]["name"];
