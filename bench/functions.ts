import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./at-exit.ts";

const files = {
  "poolhouse.yaml": `functions:
  typescript: { handler: ./token.ts#handler }
  python: { python: ./token.py#handler }
`,
  "token.ts": `import { plan } from "./plan";
export const handler = async (event: { response: object }) => {
  event.response = { claimsOverrideDetails: { claimsToAddOrOverride: { plan } } };
  return event;
};
`,
  "plan.ts": planFile("pro"),
  "token.py": `def handler(event, context):
    event["response"] = {"claimsOverrideDetails": {"claimsToAddOrOverride": {"plan": "pro"}}}
    return event
`,
};

/** What token.ts imports, with another claim. */
export function planFile(plan: string): string {
  return `export const plan: string = "${plan}";\n`;
}

/** A folder with a poolhouse.yaml that declares functions which put a claim into tokens, and no pool. */
export function functionsFolder(): Disposable & { readonly path: string } {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  return folder;
}
