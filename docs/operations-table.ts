/**
 * Makes the README's table of operations from the code, and counts their members.
 * `node docs/operations-table.ts` writes both into the README.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { operations } from "../src/operations/index.ts";
import { effects } from "../test/contract/effects/index.ts";
import { membersOf } from "../test/contract/effects/members.ts";
import { sdkOperations } from "../test/contract/sdk-contract.ts";

const begin = "<!-- operations: made by `npm run docs` -->";
const end = "<!-- /operations -->";

/** What stands between the README's two marks. */
export function operationsTable(): string {
  const ours = operations.AWSCognitoIdentityProviderService;
  const there = sdkOperations.filter(({ name }) => ours.has(name));
  const missing = sdkOperations.filter(({ name }) => !ours.has(name));
  const members = [...ours.values()].flatMap(({ name, input }) => membersOf(input, effects[name]));
  const keptOnly = members.filter(({ effect }) => effect && "keptOnly" in effect);
  const list = (of: typeof there) => of.map(({ name }) => `\`${name}\``).join(", ");
  return [
    `${there.length} of the API's ${sdkOperations.length} operations:`,
    "",
    "| | |",
    "|---|---|",
    `| there | ${list(there)} |`,
    ...(missing.length > 0 ? [`| not there yet: they answer 400 UnknownOperationException | ${list(missing)} |`] : []),
    "",
    `Of the ${members.length} members of their inputs ${keptOnly.length} are checked, kept and shown, and nothing acts on them:`,
    "[test/contract/effects](test/contract/effects) says why, and names for each other one the test that shows what it does.",
  ].join("\n");
}

if (import.meta.main) {
  const readme = new URL("../README.md", import.meta.url);
  const [before = "", rest = ""] = readFileSync(readme, "utf8").split(begin);
  const after = rest.slice(rest.indexOf(end));
  writeFileSync(readme, `${before}${begin}\n\n${operationsTable()}\n\n${after}`);
}
