/** Makes the README's table of operations from the code. `node docs/operations-table.ts` writes it into the README. */
import { readFileSync, writeFileSync } from "node:fs";
import { operations } from "../src/operations/index.ts";
import { sdkOperations } from "../test/contract/sdk-contract.ts";

const begin = "<!-- operations: made by `npm run docs` -->";
const end = "<!-- /operations -->";

/** The lines between the README's two marks. */
export function operationsTable(): string {
  const ours = operations.AWSCognitoIdentityProviderService;
  const there = sdkOperations.filter(({ name }) => ours.has(name));
  const missing = sdkOperations.filter(({ name }) => !ours.has(name));
  const list = (of: typeof there) => of.map(({ name }) => `\`${name}\``).join(", ");
  return [
    `${there.length} of the API's ${sdkOperations.length} operations:`,
    "",
    "| | |",
    "|---|---|",
    `| there | ${list(there)} |`,
    ...(missing.length > 0 ? [`| not there yet: they answer 400 UnknownOperationException | ${list(missing)} |`] : []),
  ].join("\n");
}

if (import.meta.main) {
  const readme = new URL("../README.md", import.meta.url);
  const [before = "", rest = ""] = readFileSync(readme, "utf8").split(begin);
  const after = rest.slice(rest.indexOf(end));
  writeFileSync(readme, `${before}${begin}\n\n${operationsTable()}\n\n${after}`);
}
