import { html } from "hono/html";
import { CognitoError } from "../../../errors.ts";
import type { QuestionPage } from "../page.ts";
import { say } from "../shell.ts";
import type { Step } from "../step.ts";
import { attributeField, attributeName, attributesIn } from "../template/attribute.ts";
import { startOver, stepForm, submit } from "../template/form.ts";
import { layout } from "../template/layout.ts";
import { isRepeated, newPasswordFields } from "../template/new-password.ts";

const prefix = "userAttributes.";

/** What the pool requires and the person does not have yet. */
const requiredOf = ({ question }: Step): string[] =>
  JSON.parse(question.ChallengeParameters.requiredAttributes ?? "[]").map((name: string) => name.slice(prefix.length));

/** A password of one's own in place of the one that somebody else chose, and what the pool requires beside it. */
export const newPassword: QuestionPage = {
  path: "/changePassword",
  challenges: ["NEW_PASSWORD_REQUIRED"],

  async draw(visit, step, refused) {
    const attributes = requiredOf(step).map((name) =>
      attributeField(visit, name, { value: refused?.form[attributeName(name)] }),
    );
    const fields = html`${attributes}${newPasswordFields(visit, "newPassword", refused?.form.password)}
${submit(visit, "changePassword")}`;
    return layout(visit, {
      ...{ title: say(visit, "newPasswordTitle"), description: say(visit, "newPasswordDescription") },
      ...{ graphic: "password", refusal: refused?.refusal },
      body: html`${stepForm(visit, this.path, step, fields)}
${startOver(visit)}`,
    });
  },

  async answer(visit, _step, form) {
    if (!isRepeated(form)) throw new CognitoError("InvalidParameterException", say(visit, "passwordsDiffer"));
    const attributes = Object.entries(attributesIn(form)).map(([name, value]) => [`${prefix}${name}`, value]);
    return { answers: { NEW_PASSWORD: form.password ?? "", ...Object.fromEntries(attributes) } };
  },
};
