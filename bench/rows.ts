import { directoryRows } from "./directory-rows.ts";
import { flowRows } from "./flow-rows.ts";
import { oauthRows } from "./oauth-rows.ts";
import { type TriggerRowName, triggerRows } from "./trigger-rows.ts";

/** What is measured under load, in this order: what adds users and pools comes last. */
export const loadRows = [...flowRows, ...oauthRows, ...directoryRows] as const;

export type LoadRowName = (typeof loadRows)[number]["name"];
export type RowName = LoadRowName | TriggerRowName | "start" | "memory" | "import" | "gateway";

export const rowNames: readonly RowName[] = [
  "start",
  ...loadRows.map(({ name }) => name),
  "memory",
  ...triggerRows.map(({ name }) => name),
  "import",
  "gateway",
];
