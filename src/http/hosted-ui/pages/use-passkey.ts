import { html } from "hono/html";
import type { QuestionPage } from "../page.ts";
import { say } from "../shell.ts";
import { startOver, stepForm } from "../template/form.ts";
import { layout } from "../template/layout.ts";
import { passkeyButton } from "../template/passkey-button.ts";

/** A passkey, which the page's script asks the browser for. */
export const usePasskey: QuestionPage = {
  path: "/passkey",
  challenges: ["WEB_AUTHN"],

  async draw(visit, step, refused) {
    const options = step.question.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS ?? "{}";
    return layout(visit, {
      ...{ title: say(visit, "withPasskey"), description: say(visit, "usePasskeyDescription"), graphic: "passkey" },
      ...{ refusal: refused?.refusal, script: "passkey" },
      body: html`${stepForm(visit, this.path, step, passkeyButton(visit, "get", options, "continue"))}
${startOver(visit)}`,
    });
  },

  answer: async (_visit, _step, { credential = "" }) => ({ answers: { CREDENTIAL: credential } }),
};
