import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { html } from "hono/html";
import type { QuestionPage } from "../page.ts";
import { say, type TextName } from "../shell.ts";
import { startOver, stepForm, submit } from "../template/form.ts";
import { layout } from "../template/layout.ts";
import { options } from "../template/options.ts";

const textOf: Readonly<Partial<Record<ChallengeNameType, TextName>>> = {
  WEB_AUTHN: "factorPasskey",
  PASSWORD: "factorPassword",
  EMAIL_OTP: "factorEmail",
  SMS_OTP: "factorSms",
};

/** How somebody wants to prove who they are, the easiest way first. */
export const chooseFactor: QuestionPage = {
  path: "/selectFactor",
  challenges: ["SELECT_CHALLENGE"],

  async draw(visit, step, refused) {
    const available = step.question.AvailableChallenges ?? [];
    const choices = Object.entries(textOf)
      .filter(([challenge]) => (available as readonly string[]).includes(challenge))
      .map(([value, text]) => ({ value, label: say(visit, text) }));
    const title = say(visit, "chooseFactor");
    return layout(visit, {
      title,
      description: say(visit, "signingInAs", { username: step.username }),
      refusal: refused?.refusal,
      body: html`${stepForm(visit, this.path, step, html`${options("answer", title, choices)}${submit(visit, "continue")}`)}
${startOver(visit)}`,
    });
  },

  // One that the page does not offer is none: the machine knows more than pages speak, such as SRP.
  answer: async (_visit, _step, { answer = "" }) => ({
    answers: { ANSWER: Object.hasOwn(textOf, answer) ? answer : "" },
  }),
};
