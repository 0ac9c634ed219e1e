import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./at-exit.ts";

const files = {
  "poolhouse.yaml": `functions:
  typescript: { handler: ./token.ts#handler }
  python: { python: ./token.py#handler }
  question: { handler: ./question.ts#handler }
`,
  "token.ts": `import { plan } from "./plan";
export const handler = async (event: { response: object }) => {
  event.response = { claimsOverrideDetails: { claimsToAddOrOverride: { plan } } };
  return event;
};
`,
  "plan.ts": planFile("pro"),
  "question.ts": `const answers: Record<string, (request: { session: object[]; challengeAnswer: string }) => object> = {
  DefineAuthChallenge: ({ session }) =>
    session.length > 0 ? { issueTokens: true } : { challengeName: "CUSTOM_CHALLENGE" },
  CreateAuthChallenge: () => ({ privateChallengeParameters: { answer: "yes" } }),
  VerifyAuthChallengeResponse: ({ challengeAnswer }) => ({ answerCorrect: challengeAnswer === "yes" }),
};
export const handler = async (event: { triggerSource: string; request: never; response: object }) => {
  event.response = answers[event.triggerSource.split("_")[0]](event.request);
  return event;
};
`,
  "token.py": `def handler(event, context):
    event["response"] = {"claimsOverrideDetails": {"claimsToAddOrOverride": {"plan": "pro"}}}
    return event
`,
};

/** What token.ts imports, with another claim. */
export function planFile(plan: string): string {
  return `export const plan: string = "${plan}";\n`;
}

/** A folder with a poolhouse.yaml that declares functions which put a claim into tokens, or ask a question, and no pool. */
export function functionsFolder(): Disposable & { readonly path: string } {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  return folder;
}
