import { html } from "hono/html";
import type { MfaMethod } from "../../../domain/pool/pool.ts";
import type { QuestionPage } from "../page.ts";
import { say, type TextName } from "../shell.ts";
import { startOver, stepForm, submit } from "../template/form.ts";
import { layout } from "../template/layout.ts";
import { options } from "../template/options.ts";

export const textOfMfa: Readonly<Record<MfaMethod, TextName>> = {
  SOFTWARE_TOKEN_MFA: "mfaApp",
  SMS_MFA: "mfaSms",
  EMAIL_OTP: "mfaEmail",
};

/** Which of several second factors. */
export const chooseMfa: QuestionPage = {
  path: "/mfa/select",
  challenges: ["SELECT_MFA_TYPE"],

  async draw(visit, step, refused) {
    const methods: MfaMethod[] = JSON.parse(step.question.ChallengeParameters.MFAS_CAN_CHOOSE ?? "[]");
    const title = say(visit, "chooseMfa");
    const choices = methods.map((method) => ({ value: method, label: say(visit, textOfMfa[method]) }));
    return layout(visit, {
      ...{ title, description: say(visit, "signingInAs", { username: step.username }), refusal: refused?.refusal },
      body: html`${stepForm(visit, this.path, step, html`${options("answer", title, choices)}${submit(visit, "continue")}`)}
${startOver(visit)}`,
    });
  },

  answer: async (_visit, _step, { answer = "" }) => ({ answers: { ANSWER: answer } }),
};
