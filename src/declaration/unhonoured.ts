import type { PlannedApis } from "../gateway/declared/index.ts";
import { type Path, printPath } from "./file/index.ts";

/** What of `apis` nothing acts on, as start-up names it. */
export const unhonouredIn = ({ unhonoured }: PlannedApis): string[] =>
  unhonoured.map((path: Path) => printPath(["apis", ...path]));
